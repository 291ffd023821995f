"""Signing in and out, the lock, the second device, and the pages on which accounts and academies are given."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hrtraining.accounts import queries, secrets, services
from hrtraining.accounts.cookies import drop_cookie, give_cookie, safe_next
from hrtraining.accounts.domain import MAY_CREATE, OF_AN_ACADEMY, PersonName, Role
from hrtraining.accounts.forms import (
    AcademyForm,
    CodeForm,
    LearnerSignInForm,
    PasswordForm,
    SetupForm,
    StaffForm,
    StaffSignInForm,
)
from hrtraining.accounts.guards import (
    allow,
    allow_everybody_signed_in,
    current_account,
    own_academy,
    public,
    while_locked,
)
from hrtraining.core import clock
from hrtraining.core.db import begin_write
from hrtraining.core.errors import DomainError, NotFound
from hrtraining.core.extensions import db
from hrtraining.core.forms import PinForm, options
from hrtraining.core.i18n import gettext as _
from hrtraining.core.i18n import language
from hrtraining.core.i18n import lazy_gettext as _l
from hrtraining.core.qr import qr_data_uri
from hrtraining.core.settings import current

blueprint = Blueprint("accounts", __name__)

ROLE_NAMES = {
    Role.LEARNER: _l("Learner"),
    Role.TRAINER: _l("Trainer"),
    Role.ACADEMY_ADMINISTRATOR: _l("Academy administrator"),
    Role.ANALYST: _l("Analyst (Secretariat)"),
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.AUDITOR: _l("Auditor"),
}


def _open(login: str, secret: str) -> services.NewSession | None:
    """Try to sign in; a wrong try is counted even though the page is shown again."""
    g.keep_writes = True
    return services.sign_in(
        db.session(), login=login, secret=secret, demonstration=current().demonstration, now=clock.utc_now()
    )


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """A learner's number and PIN."""
    form = LearnerSignInForm()
    if request.method == "GET":
        form.number.data = request.args.get("number", "")[:6]
        form.next.data = request.args.get("next", "")
        return render_template("accounts/sign_in.html", form=form)
    if form.validate():
        opened = _open(form.number.data or "", form.pin.data or "")
        if opened is not None and opened.role is Role.LEARNER:
            return give_cookie(redirect(safe_next(form.next.data)), opened)
        form.pin.errors = [_("The number and the PIN do not fit. Look at your slip and try again.")]
    return render_template("accounts/sign_in.html", form=form), 422


@blueprint.route("/staff/sign-in", methods=["GET", "POST"])
@public
def staff_sign_in() -> ResponseReturnValue:
    """A staff member's name and password."""
    form = StaffSignInForm()
    if request.method == "GET":
        form.next.data = request.args.get("next", "")
        return render_template("accounts/staff_sign_in.html", form=form)
    if form.validate():
        opened = _open(form.login.data or "", form.password.data or "")
        if opened is not None and opened.role is not Role.LEARNER:
            target = (
                url_for("accounts.second_factor") if opened.needs_second_factor else safe_next(form.next.data)
            )
            return give_cookie(redirect(target), opened)
        form.password.errors = [_("The sign-in name and the password do not fit. Try again.")]
    return render_template("accounts/staff_sign_in.html", form=form), 422


@blueprint.route("/second-device", methods=["GET", "POST"])
@allow(Role.TRAINER, Role.ACADEMY_ADMINISTRATOR, Role.ANALYST, Role.ADMINISTRATOR, Role.AUDITOR)
@while_locked
def second_factor() -> ResponseReturnValue:
    """The code of the second device; the first time, the device is bound."""
    account, session, form = current_account(), db.session(), CodeForm()
    bound = queries.totp_secret(session, account.account_id) is not None
    if bound and not account.needs_second_factor:
        return redirect(url_for("web.home"))
    if request.method == "POST" and form.validate():
        g.keep_writes = True
        now, code = clock.utc_now(), form.code.data or ""
        if bound:
            passed = services.pass_second_factor(
                session, session_id=account.session_id, account_id=account.account_id, code=code, now=now
            )
        else:
            passed = services.set_second_factor(
                session,
                account_id=account.account_id,
                secret=form.secret.data or "",
                code=code,
                session_id=account.session_id,
                now=now,
            )
        if passed:
            return redirect(url_for("web.home"))
        form.code.errors = [_("This code is wrong or was used already. Wait for the next one.")]
    address = None
    if not bound:
        form.secret.data = form.secret.data or secrets.new_totp_secret()
        address = secrets.totp_address(form.secret.data, login=account.login, issuer="hrtraining")
    page = render_template(
        "accounts/second_factor.html",
        form=form,
        secret=form.secret.data if address else None,
        qr=qr_data_uri(address) if address else None,
    )
    return page, 422 if form.errors else 200


@blueprint.post("/sign-out")
@allow_everybody_signed_in
@while_locked
def sign_out() -> ResponseReturnValue:
    """End the session on the server; a copied cookie is dead from now on."""
    services.sign_out(db.session(), session_id=current_account().session_id)
    return drop_cookie(redirect(url_for("web.home")))


@blueprint.get("/lock")
@allow(Role.LEARNER)
@while_locked
def lock() -> ResponseReturnValue:
    """Three quiet minutes: ask for the PIN; an open test stays as it is."""
    begin_write(db.session())
    services.lock_session(db.session(), session_id=current_account().session_id)
    return redirect(url_for("accounts.unlock", next=request.args.get("next", "")))


@blueprint.get("/alive")
@allow(Role.LEARNER)
def alive() -> ResponseReturnValue:
    """Somebody is reading this page: the three quiet minutes begin anew."""
    return "", 204


@blueprint.route("/unlock", methods=["GET", "POST"])
@allow(Role.LEARNER)
@while_locked
def unlock() -> ResponseReturnValue:
    """The PIN again."""
    account, form = current_account(), PinForm()
    if request.method == "GET":
        form.next.data = request.args.get("next", "")
        return render_template("accounts/unlock.html", form=form)
    if form.validate():
        g.keep_writes = True
        if services.unlock_session(
            db.session(),
            session_id=account.session_id,
            account_id=account.account_id,
            pin=form.pin.data or "",
            now=clock.utc_now(),
        ):
            return redirect(safe_next(form.next.data))
        form.pin.errors = [_("This is not your PIN. Look at your slip, or ask your trainer for a new one.")]
    return render_template("accounts/unlock.html", form=form), 422


@blueprint.route("/password/<token>", methods=["GET", "POST"])
@public
def password(token: str) -> ResponseReturnValue:
    """Set a password by a one-time link."""
    session, form, now = db.session(), PasswordForm(), clock.utc_now()
    services.open_link(session, token=token, purpose="password", now=now)
    if request.method == "POST" and form.validate():
        try:
            services.use_link(session, token=token, password=form.password.data or "", now=now)
        except DomainError as error:
            form.password.errors = [error.sentence()]
        else:
            flash(_("Your password is set. Sign in with it."), "ok")
            return redirect(url_for("accounts.staff_sign_in"))
    return render_template("accounts/password.html", form=form), 422 if form.errors else 200


@blueprint.route("/setup/<token>", methods=["GET", "POST"])
@public
def setup(token: str) -> ResponseReturnValue:
    """The first administrator of an empty installation, by the one-time set-up link."""
    session, form, now = db.session(), SetupForm(), clock.utc_now()
    services.open_link(session, token=token, purpose="setup", now=now)
    if request.method == "POST" and form.validate():
        try:
            services.first_administrator(
                session,
                token=token,
                login=form.login.data or "",
                name=PersonName(form.family_km.data or "", form.given_km.data or "", form.latin.data or ""),
                password=form.password.data or "",
                now=now,
            )
        except DomainError as error:
            form.password.errors = [error.sentence()]
        else:
            flash(_("The administrator's account is ready. Sign in with it."), "ok")
            return redirect(url_for("accounts.staff_sign_in"))
    return render_template("accounts/setup.html", form=form), 422 if form.errors else 200


def _staff_form() -> StaffForm:
    account, form, lang = current_account(), StaffForm(), language()
    creatable = [role for role in Role if role in MAY_CREATE[account.role]]
    form.role.choices = options((role.value, str(ROLE_NAMES[role])) for role in creatable)
    academies = queries.academies(db.session())
    if account.academy_id is not None:
        academies = [one for one in academies if one.id == account.academy_id]
    form.academy.choices = options([("", _("none")), *((str(one.id), one.name(lang)) for one in academies)])
    return form


@blueprint.route("/people", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR, Role.ACADEMY_ADMINISTRATOR)
def people() -> ResponseReturnValue:
    """Staff accounts of the academy, or of all; the administrator gives new ones here."""
    account, session, form, link = current_account(), db.session(), _staff_form(), None
    if request.method == "POST" and form.validate():
        role = Role(form.role.data)
        chosen = int(form.academy.data) if form.academy.data else account.academy_id
        try:
            token = services.add_staff(
                session,
                role=role,
                login=form.login.data or "",
                name=PersonName(form.family_km.data or "", form.given_km.data or "", form.latin.data or ""),
                rank=form.rank.data or "",
                academy_id=chosen if role in OF_AN_ACADEMY else None,
                by_role=account.role,
                by_academy_id=account.academy_id,
                actor_id=account.account_id,
                now=clock.utc_now(),
            )
        except DomainError as error:
            form.login.errors = [error.sentence()]
        else:
            link = current().base_url + url_for("accounts.password", token=token)
            form = StaffForm(formdata=None)
            form = _blank(form)
    rows = queries.staff(session, academy_id=account.academy_id)
    academies = {one.id: one.name(language()) for one in queries.academies(session)}
    page = render_template(
        "accounts/people.html", people=rows, academies=academies, role_names=ROLE_NAMES, form=form, link=link
    )
    return page, 422 if form.errors else 200


def _blank(form: StaffForm) -> StaffForm:
    filled = _staff_form()
    form.role.choices, form.academy.choices = filled.role.choices, filled.academy.choices
    return form


def _staff_member(account_id: int) -> queries.Person:
    person = queries.person(db.session(), account_id)
    if person is None or person.role is Role.LEARNER:
        raise NotFound(_l("There is no such account."))
    if current_account().role is Role.ACADEMY_ADMINISTRATOR:
        own_academy(person.academy_id)
        if person.role not in MAY_CREATE[Role.ACADEMY_ADMINISTRATOR]:
            raise NotFound(_l("There is no such account."))
    return person


@blueprint.post("/people/<int:account_id>/link")
@allow(Role.ADMINISTRATOR, Role.ACADEMY_ADMINISTRATOR)
def new_password_link(account_id: int) -> ResponseReturnValue:
    """Give a link with which a staff member sets a new password."""
    person = _staff_member(account_id)
    token = services.reset_password_link(
        db.session(), account_id=person.id, actor_id=current_account().account_id, now=clock.utc_now()
    )
    link = current().base_url + url_for("accounts.password", token=token)
    return render_template("accounts/link.html", person=person, link=link)


@blueprint.post("/people/<int:account_id>/active")
@allow(Role.ADMINISTRATOR, Role.ACADEMY_ADMINISTRATOR)
def set_active(account_id: int) -> ResponseReturnValue:
    """Close or reopen a staff account."""
    person = _staff_member(account_id)
    if person.id == current_account().account_id:
        raise DomainError(_l("You cannot close your own account. Ask another administrator."))
    services.set_active(
        db.session(),
        account_id=person.id,
        is_active=request.form.get("active") == "1",
        actor_id=current_account().account_id,
        now=clock.utc_now(),
    )
    return redirect(url_for("accounts.people"))


@blueprint.route("/academies", methods=["GET", "POST"])
@allow(Role.ADMINISTRATOR)
def academies() -> ResponseReturnValue:
    """The academies that teach; data, because they are not all named in public."""
    form, session = AcademyForm(), db.session()
    if request.method == "POST" and form.validate():
        try:
            services.add_academy(
                session,
                key=form.key.data or "",
                name_km=form.name_km.data or "",
                name_en=form.name_en.data or "",
                actor_id=current_account().account_id,
                now=clock.utc_now(),
            )
        except DomainError as error:
            form.key.errors = [error.sentence()]
        else:
            return redirect(url_for("accounts.academies"))
    page = render_template("accounts/academies.html", academies=queries.academies(session), form=form)
    return page, 422 if form.errors else 200
