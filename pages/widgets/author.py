"""Who is at the page: signing in and out, who may look, and in whose name changes are made."""

from __future__ import annotations

import streamlit as st

from data.access import Author
from data.visitors import comes_from_this_machine, verified_address
from pages.widgets import messages
from pages.widgets.resources import current_store
from pages.widgets.settings import Settings, server_settings


def current_author() -> Author | None:
    """In whose name this page may make changes.

    None for somebody who has not signed in where that is needed; it does not say that the author
    may write. Nothing else on the pages makes an Author.
    """
    return _author(server_settings())


def may_write() -> bool:
    """Whether to show what changes records. Raises AtlasError where there is no store."""
    author = current_author()
    return author is not None and current_store().may_write(author)


def why_not() -> str:
    """What somebody must do to change records, in a sentence; empty for those who may."""
    store = current_store()
    author = current_author()
    if author is not None:
        if store.may_write(author):
            return ""
        return store.notice or (
            f"You may look, not edit. Ask whoever runs the atlas to put {author} on its list of "
            "editors."
        )
    if server_settings().sign_in is None:
        return (
            "You may look, not edit: this atlas can be reached from other machines, so that "
            "changes need a sign-in, and none is set up."
        )
    return "You may look, not edit. Sign in with an address that may edit."


def admit() -> None:
    """Ends the page here for somebody who may not look, with a way to sign in and nothing else.

    Called before any record is read. Raises AtlasError for a setting that means nothing.
    """
    settings = server_settings()
    author = _author(settings) if settings.sign_in else None
    address = author.address if author else None
    if settings.viewers.admit(address) or (author and settings.policy.allows(author)):
        return
    st.title("Mission Atlas")
    if settings.sign_in is None:
        st.warning(
            "This atlas is for people who have signed in, and no sign-in is set up. Whoever runs "
            "it can set one up in the server's secrets, or open it to anyone.",
            icon=":material/lock:",
        )
    elif settings.sign_in.trouble:
        messages.sign_in_trouble(settings.sign_in.trouble)
    elif address:
        st.text(f"You are signed in as {address}, which is not among those who may look.")
        st.text("Ask whoever runs the atlas, or sign in with another address.")
        _sign_out()
    else:
        st.text("This atlas is for people who have signed in.")
        _unverified()
        _sign_in(settings.sign_in.providers)
    st.stop()


def draw_sign_in() -> None:
    """Signing in and out, and who is signed in; nothing at all where no sign-in is set up."""
    settings = server_settings()
    if settings.sign_in is None or settings.sign_in.trouble:
        return
    author = _author(settings)
    with st.container(key="atlas_sign_in", gap="xsmall"):
        if author is None:
            _unverified()
            _sign_in(settings.sign_in.providers)
        else:
            st.text(str(author))
            st.caption("You may edit." if may_write() else "You may look, not edit.")
            _sign_out()


def warn_of_trouble() -> None:
    """Says on the page why nobody can sign in, and the remedy; nothing when all is well."""
    sign_in = server_settings().sign_in
    if sign_in is not None and sign_in.trouble:
        messages.sign_in_trouble(sign_in.trouble)


def connection() -> tuple[list[tuple[str, str]], str | None]:
    """Headers and the other end of this page's connection; no headers once it has gone."""
    headers = st.context.headers
    given = [(name, value) for name in headers for value in headers.get_all(name)]
    return given, st.context.ip_address


def _author(settings: Settings) -> Author | None:
    if settings.sign_in is None:
        here = settings.policy.machine and comes_from_this_machine(*connection())
        return Author() if here else None
    if settings.sign_in.trouble or not _is_signed_in():
        return None
    address = verified_address(st.user.to_dict())
    return Author(address) if address else None


def _is_signed_in() -> bool:
    return st.user.get("is_logged_in") is True


def _unverified() -> None:
    if _is_signed_in():
        st.text("Who vouches for you gives no e-mail address of yours that has been verified.")
        _sign_out()


def _sign_in(providers: tuple[str, ...]) -> None:
    for name in providers:
        st.button(
            f"Sign in with {name}" if name else "Sign in",
            key=f"atlas_sign_in_{name}",
            icon=":material/login:",
            on_click=st.login,
            args=(name,) if name else (),
        )


def _sign_out() -> None:
    st.button(
        "Sign out",
        key="atlas_sign_out",
        icon=":material/logout:",
        type="tertiary",
        on_click=st.logout,
    )
