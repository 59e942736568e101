# Makes .venv when it is missing or no longer right. Sourced by `plexstuff` and `check`, with $root naming this project.
#
# What .venv was made from lies in .venv/made-from: the place, and copies of the files that decided over its contents.
# The place is written last, so a .venv without it was interrupted and is made again. The question "is it right?" is
# answered by builtins alone, because every start of Plexstuff asks it.
#
# Exit codes are those of Plexstuff: 1 error, 3 something must be installed first, 5 temporary, 130 interrupted.
# shellcheck shell=bash

environment=$root/.venv
made_from=$environment/made-from

# have_environment LOCK: sees to it that .venv holds this project and the packages of LOCK.
have_environment() {
    is_made "$1" || set_up "$1" </dev/null >&2
}

# have_desktop: sees to it that .venv holds what the window needs too; it is large, so only whoever opens it gets it.
# Where there is no display to open it on, nothing is fetched: Plexstuff says so itself.
have_desktop() {
    [[ ${DISPLAY-}${WAYLAND_DISPLAY-}${QT_QPA_PLATFORM-} || $OSTYPE == darwin* ]] || return 0
    is_made_from requirements-desktop.lock || is_made_from requirements-dev.lock || add_desktop </dev/null >&2
}

# is_made LOCK: whether .venv is whole, was made in this folder, and from these files as they are now.
is_made() {
    local place=''
    [[ -x $environment/bin/python && -r $made_from/place ]] || return 1
    IFS= read -r place <"$made_from/place"
    # A folder that was moved or copied: the scripts in .venv still name the old place.
    [[ $place -ef $root ]] || return 1
    is_made_from requirements.lock && is_made_from pyproject.toml || return 1
    [[ $1 == requirements.lock ]] || is_made_from "$1"
}

is_made_from() {
    local LC_ALL=C now=() then=() # in C, bash compares bytes, which is faster
    [[ -r $made_from/$1 ]] || return 1
    mapfile -d '' now <"$root/$1"
    mapfile -d '' then <"$made_from/$1"
    [[ ${now[0]-} == "${then[0]-}" ]]
}

say() {
    printf '%s\n' "${@/#/${0##*/}: }" >&2
}

# fail CODE SENTENCE…
fail() {
    local code=$1
    shift
    say "$@"
    exit "$code"
}

set_up() {
    # The folder's one true name, for what is written into .venv; up to here, builtins had to do.
    root=$(cd -P -- "$root" && pwd -P)
    environment=$root/.venv made_from=$root/.venv/made-from
    be_alone
    if ! is_made "$1"; then
        trap 'fail 130 "interrupted; the next run starts the set-up afresh"' INT
        trap 'fail 143 "ended from outside; the next run starts the set-up afresh"' TERM
        make_environment "$1"
        trap - INT TERM
    fi
    exec 9<&-
}

# be_alone: two runs at once: the second waits, and finds it done. The project's folder itself is the lock.
be_alone() {
    exec 9<"$root"
    if ! flock --nonblock 9; then
        say "waiting for another run that is setting Plexstuff up"
        flock 9
    fi
}

make_environment() {
    local lock=$1 start=$SECONDS
    # Whoever has the tools for the tests in .venv keeps them when it is made again.
    [[ ! -e $made_from/requirements-dev.lock ]] || lock=requirements-dev.lock
    [[ -w $root ]] || fail 3 "$root is not yours to write to, and .venv is missing there or out of date." \
        "Run it once as the owner of that folder, or make a clone of your own."
    if ! is_sound; then
        new_environment
    fi
    if ! is_made_from "$lock"; then
        say "installing the packages of $lock"
        cp -- "$root/$lock" "$made_from/$lock.new"
        pip --require-hashes -r "$made_from/$lock.new" ||
            fail 5 "the packages could not be installed; pip's own words are above." \
                "Is there a connection, and space on the disk? Then run it again."
        mv -- "$made_from/$lock.new" "$made_from/$lock"
        # The list for the tests holds everything that the list for use holds, in the same versions.
        cp -- "$root/requirements.lock" "$made_from/requirements.lock"
    fi
    cp -- "$root/pyproject.toml" "$made_from/pyproject.toml.new"
    # The tool that pip needs here, hatchling, is in the lock: nothing is fetched. -e has no hash, so it goes by itself.
    (cd -- "$root" && pip --no-index --no-deps --no-build-isolation -e .) ||
        fail 1 "Plexstuff itself could not be installed into $environment; pip's own words are above."
    mv -- "$made_from/pyproject.toml.new" "$made_from/pyproject.toml"
    printf '%s\n' "$root" >"$made_from/place.new"
    mv -- "$made_from/place.new" "$made_from/place"
    say "ready, after $((SECONDS - start)) seconds"
}

add_desktop() {
    local lock=requirements-desktop.lock
    [[ -w $made_from ]] || fail 3 "$environment is not yours to write to, and what the window needs is missing there." \
        "Run it once as the owner of that folder, or make a clone of your own."
    be_alone
    if is_made_from "$lock"; then
        exec 9<&-
        return 0
    fi
    say "getting what the window needs (Qt, about 80 MB; needed once)"
    cp -- "$root/$lock" "$made_from/$lock.new"
    pip --require-hashes -r "$made_from/$lock.new" ||
        fail 5 "the packages could not be installed; pip's own words are above." \
            "Is there a connection, and space on the disk? Then run it again."
    mv -- "$made_from/$lock.new" "$made_from/$lock"
    exec 9<&-
}

# is_sound: whether what is in .venv may stay, because things only have to be added to it.
is_sound() {
    local place=''
    [[ -x $environment/bin/python && -r $made_from/place ]] || return 1
    IFS= read -r place <"$made_from/place"
    [[ $place -ef $root ]] && is_made_from requirements.lock || return 1
    [[ ! -e $made_from/requirements-dev.lock ]] || is_made_from requirements-dev.lock
}

new_environment() {
    local python=''
    python=$(find_python) || install_python
    [[ $python ]] || python=$(find_python) || fail 3 "there is still no Python 3.11 or newer with its venv module." \
        "Install one from your system's packages, then run this again."
    say "setting Plexstuff up in $environment (needed once; takes about half a minute)"
    rm -rf -- "$environment" || fail 1 "the old $environment can't be removed."
    "$python" -I -m venv -- "$environment" || fail 1 "$python could not make $environment."
    mkdir -- "$made_from"
}

# find_python: prints the newest Python on PATH that will do. Debian's python3 lacks ensurepip without python3-venv.
find_python() {
    local name python
    for name in python3.{14,13,12,11} python3; do
        while IFS= read -r python; do
            # The real name, such as /usr/bin/python3.11: python3 may mean another version one day.
            "$python" -I -c 'import ensurepip, os, sys, venv
if sys.version_info < (3, 11): sys.exit(1)
print(os.path.realpath(sys.executable))' 2>/dev/null && return
        done < <(type -aP "$name")
    done
    return 1
}

install_python() {
    local packages=(python3 python3-venv ca-certificates)
    type -P apt-get >/dev/null || fail 3 "Plexstuff needs Python 3.11 or newer with its venv module; none is on PATH." \
        "Install one from your system's packages, then run this again."
    if [[ $(id -u) != 0 ]]; then
        name_packages
        fail 3 "Plexstuff needs Python 3.11 or newer with its venv module; none is on PATH." \
            "Install it by this line, then run this again:" \
            "sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages[*]}"
    fi
    say "Plexstuff needs Python 3.11 or newer with its venv module; none is on PATH."
    apt_get update -qq || say "apt-get update did not succeed; trying with the lists that are there"
    name_packages
    say "installing it: apt-get install -y --no-install-recommends ${packages[*]}"
    apt_get install -qq -y --no-install-recommends "${packages[@]}" ||
        fail 5 "apt-get could not install Python; its own words are above." "Put that right, then run this again."
}

# name_packages: where python3 is older than 3.11 (Ubuntu 22.04: 3.10), asks for the 3.11 that stands beside it.
name_packages() {
    if [[ $(LC_ALL=C apt-cache policy python3 2>/dev/null) =~ Candidate:\ 3\.([0-9]+) ]] && ((BASH_REMATCH[1] < 11)); then
        packages=(python3.11 python3.11-venv ca-certificates)
    fi
}

# apt_get ARGUMENTS…: quiet, unless it fails.
apt_get() {
    local words
    words=$(DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "$@" 2>&1) || {
        printf '%s\n' "$words"
        return 1
    }
}

# pip ARGUMENTS…: installs into .venv, wherever the user's own settings would put things; its talk is errors only.
pip() {
    env -u PIP_TARGET -u PIP_PREFIX -u PIP_ROOT PIP_USER=no \
        "$environment/bin/python" -I -m pip install -qq --disable-pip-version-check --no-input "$@"
}
