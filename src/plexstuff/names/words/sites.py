"""Top-level domains of the websites that sign the names of what they spread."""

from __future__ import annotations

#: Where `www.` goes before, any of these ends the address.
DOMAINS = tuple(
    """
    ag ai am app army art at ax be biz blog bz cam cc ch club co com cr cx cz day de dev es eu fi fit fm foo
    fr fun gg gr gs hk host how hu im in info io is it je la lat li life link live lol me mn mobi ms mx my net
    news ninja nl no nu nz one online onl org page party pe ph phd pics pl pro pt pw re ro rocks rsvp ru sbs
    se sg sh show si site so space st store sx tax tech tel tf to top tv uk us vc vip wf wiki win work world
    ws xyz yachts zone
    """.split()
)
#: These end an address without `www.` too; the others may be words of a title.
COMMON = tuple("com org net info to cc bz biz xyz mx pw ru nu vip my am lol".split())
