"""The answers of Google's APIs, as far as they are used; unknown keys are ignored, what is empty is left out.

Sources: the discovery documents of Gmail v1, People v1, YouTube v3 and Sheets v4, and recorded answers.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from plexstuff.models import Cell


class TokenError(msgspec.Struct):
    """The token endpoint's refusal (RFC 6749, 5.2)."""

    error: str
    error_description: str | None = None


class Problem(msgspec.Struct):
    """One of the `errors` of a refusal."""

    reason: str | None = None
    message: str | None = None
    domain: str | None = None


class Link(msgspec.Struct):
    """A page that helps."""

    url: str | None = None


class Detail(msgspec.Struct, rename={"kind": "@type"}):
    """One of the `details` of a refusal: a reason (ErrorInfo), or pages that help (Help)."""

    kind: str | None = None
    reason: str | None = None
    links: list[Link] | None = None
    metadata: dict[str, str] | None = None


class Failure(msgspec.Struct):
    """What an API refuses with; each part but `code` may be missing."""

    code: int | None = None
    message: str | None = None
    status: str | None = None
    errors: list[Problem] | None = None
    details: list[Detail] | None = None


class ApiError(msgspec.Struct):
    """A refusal of an API."""

    error: Failure


class Sent(msgspec.Struct, rename="camel"):
    """POST users/me/messages/send."""

    id: str
    thread_id: str | None = None
    label_ids: list[str] | None = None


class ItemMetadata(msgspec.Struct):
    """Which of several is the one to use."""

    primary: bool | None = None


class Name(msgspec.Struct, rename="camel"):
    """A name of a person."""

    display_name: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    metadata: ItemMetadata | None = None


class Email(msgspec.Struct, rename="camel"):
    """A mail address; `type` is home, work, other, or anything that somebody typed."""

    value: str | None = None
    type: str | None = None
    display_name: str | None = None
    metadata: ItemMetadata | None = None


class PersonMetadata(msgspec.Struct):
    """What is to be known of an entry itself."""

    deleted: bool | None = None


class Person(msgspec.Struct, rename="camel"):
    """An entry of the address book; lists that would be empty are left out."""

    resource_name: str
    etag: str | None = None
    names: list[Name] | None = None
    email_addresses: list[Email] | None = None
    metadata: PersonMetadata | None = None


class Connections(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """GET people/me/connections; an account without contacts answers `{}`."""

    connections: list[Person] | None = None
    next_page_token: str | None = None
    next_sync_token: str | None = None
    total_people: int | None = None
    total_items: int | None = None


class OtherContacts(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """GET otherContacts."""

    other_contacts: list[Person] | None = None
    next_page_token: str | None = None
    next_sync_token: str | None = None
    total_size: int | None = None


PageT = TypeVar("PageT", Connections, OtherContacts)


class ResultId(msgspec.Struct, rename="camel"):
    """What a result of a search is."""

    kind: str
    video_id: str | None = None


class Snippet(msgspec.Struct, rename="camel"):
    """What a video is about; in searches `title` and `channel_title` are escaped for HTML."""

    title: str
    channel_title: str | None = None
    channel_id: str | None = None
    published_at: str | None = None
    description: str | None = None
    live_broadcast_content: str | None = None


class SearchResult(msgspec.Struct):
    """A row of GET search."""

    id: ResultId
    snippet: Snippet | None = None


class PageInfo(msgspec.Struct, rename="camel"):
    """How many there are; an estimate."""

    total_results: int | None = None
    results_per_page: int | None = None


class SearchPage(msgspec.Struct, rename="camel"):
    """GET search; each page costs one of the 100 daily searches."""

    items: list[SearchResult]
    next_page_token: str | None = None
    page_info: PageInfo | None = None


class RegionRestriction(msgspec.Struct):
    """Where a video can be seen (two letters, capitals)."""

    allowed: list[str] | None = None
    blocked: list[str] | None = None


class ContentDetails(msgspec.Struct, rename="camel"):
    """`duration` is ISO 8601: PT4M13S."""

    duration: str | None = None
    region_restriction: RegionRestriction | None = None


class Statistics(msgspec.Struct, rename="camel"):
    """Counts are texts, and may be hidden."""

    view_count: str | None = None
    like_count: str | None = None


class VideoStatus(msgspec.Struct, rename="camel"):
    """Whether it can be seen elsewhere."""

    embeddable: bool | None = None
    privacy_status: str | None = None


class Video(msgspec.Struct, rename="camel"):
    """A row of GET videos; here the id is a text, and the title is plain."""

    id: str
    snippet: Snippet | None = None
    content_details: ContentDetails | None = None
    statistics: Statistics | None = None
    status: VideoStatus | None = None


class VideoPage(msgspec.Struct, rename="camel"):
    """GET videos; unknown ids are left out."""

    items: list[Video]
    page_info: PageInfo | None = None


class ValueRange(msgspec.Struct, rename="camel"):
    """Cells; `values` is left out when all are empty, and rows end with their last cell that is not."""

    range: str
    major_dimension: str | None = None
    values: list[list[Cell]] | None = None


class SpreadsheetProperties(msgspec.Struct, rename="camel"):
    """Of the file."""

    title: str | None = None
    locale: str | None = None
    time_zone: str | None = None


class GridProperties(msgspec.Struct, rename="camel"):
    """How large a sheet is."""

    row_count: int | None = None
    column_count: int | None = None


class SheetProperties(msgspec.Struct, rename="camel"):
    """Of one sheet."""

    sheet_id: int | None = None
    title: str | None = None
    index: int | None = None
    hidden: bool = False
    grid_properties: GridProperties | None = None


class Sheet(msgspec.Struct):
    """One sheet of a spreadsheet."""

    properties: SheetProperties


class Spreadsheet(msgspec.Struct, rename="camel"):
    """GET spreadsheets/{id}."""

    spreadsheet_id: str
    properties: SpreadsheetProperties
    sheets: list[Sheet]
    spreadsheet_url: str | None = None


class Updated(msgspec.Struct, rename="camel"):
    """What one range of a write came to."""

    spreadsheet_id: str
    updated_range: str | None = None
    updated_rows: int = 0
    updated_columns: int = 0
    updated_cells: int = 0


class BatchUpdated(msgspec.Struct, rename="camel"):
    """POST spreadsheets/{id}/values:batchUpdate."""

    spreadsheet_id: str
    total_updated_rows: int = 0
    total_updated_columns: int = 0
    total_updated_cells: int = 0
    total_updated_sheets: int = 0
    responses: list[Updated] | None = None
