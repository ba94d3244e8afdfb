"""The first set-up, page by page: the link, the installation, its bodies and offices, the first administrator."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bagdar.kernel.text import UI_LANGUAGES
from bagdar.orgs.given import BodyGiven, NameGiven
from bagdar.orgs.models import Body, Installation
from bagdar.orgs.pack import methodology, planning_office, reference_bodies
from bagdar.orgs.selectors.days import today
from bagdar.orgs.selectors.methodology import known_packs, methodology_of
from bagdar.orgs.selectors.names import labels
from bagdar.orgs.selectors.succession import office_holders
from bagdar.orgs.services import set_up as services
from bagdar.orgs.services.bodies import register_body
from bagdar.orgs.services.filling import fill_from_pack
from bagdar.web import sessions
from bagdar.web.forms.installation import DescribeForm, texts_of
from bagdar.web.forms.people import Choices
from bagdar.web.forms.set_up import FirstBodyForm, FirstPersonForm
from bagdar.web.forms.sign_in import OneTimeCodeForm
from bagdar.web.pages import PageRequest, page
from bagdar.web.views.common import language, said, send
from bagdar.web.views.sign_in import enter

STEPS = ("link", "installation", "bodies", "person")


@page("orgs.set_up.do", "GET POST")
def begin(request: PageRequest) -> HttpResponse:
    """The code of the link; it is spent here, and this browser goes on."""
    form = OneTimeCodeForm(request.POST or None, initial={"one_time_code": request.GET.get("code", "")})
    key = send(
        request,
        form,
        lambda given: services.open_set_up(
            actor=request.actor, code=given["one_time_code"], origin=sessions.origin_of(request)
        ),
    )
    if key is not None:
        request.session.cycle_key()
        request.session["set_up"] = key
        return redirect("set_up.installation")
    return _page(request, "link", {"form": form, "submit": said("web.sign_in.continue")})


@page("orgs.set_up.do", "GET POST")
def describe(request: PageRequest) -> HttpResponse:
    """Name and help line, and which methodology governs here."""
    key = _key(request)
    initial = {**texts_of(Installation.objects.first() or Installation()), "pack": methodology().id}
    form = DescribeForm(request.POST or None, initial=initial, packs=_packs())
    saved = send(
        request,
        form,
        lambda sent: services.describe_installation(
            actor=request.actor, key=key, pack=sent.get("pack", ""), **form.texts()
        ),
    )
    if saved is not None:
        return redirect("set_up.bodies")
    context = {"form": form, "submit": said("web.sign_in.continue"), "methodology": methodology()}
    return _page(request, "installation", context)


def _packs() -> Choices:
    """Every methodology there is, with its legal status."""
    packs = map(methodology_of, known_packs())
    return [
        (
            pack.id,
            f"{pack.name.in_(language(), *pack.languages)}. {pack.status.in_(language(), *pack.languages)}",
        )
        for pack in packs
    ]


@page("orgs.set_up.do", "GET POST")
def fill_bodies(request: PageRequest) -> HttpResponse:
    """The methodology's register with its offices, or one body to begin with."""
    _key(request)
    if Body.objects.exists():
        return _page(request, "bodies", {"entered": Body.objects.count(), "offices": _offices()})
    by_hand = "kind" in request.POST
    kinds = [(kind.id, kind.name.in_(language(), *UI_LANGUAGES)) for kind in methodology().body_kinds]
    form = FirstBodyForm(request.POST if by_hand else None, kinds=kinds)
    if request.method == "POST" and not by_hand:
        fill_from_pack(actor=services.SET_UP)
        return redirect("set_up.bodies")
    body = send(request, form, _register)
    if body is not None:
        return redirect("set_up.bodies")
    context = {"form": form, "register": len(reference_bodies()), "methodology": methodology()}
    return _page(request, "bodies", context)


@page("orgs.set_up.do", "GET POST")
def first_person(request: PageRequest) -> HttpResponse:
    """The first administrator, who then adds a second factor and invites the others."""
    key = _key(request)
    initial = {"language": language(), "body": str(office_holders(today()).get(planning_office() or "", ""))}
    form = FirstPersonForm(request.POST or None, bodies=_bodies(), initial=initial)
    person = send(
        request,
        form,
        lambda given: services.finish_set_up(actor=request.actor, key=key, first=_first(given)),
    )
    if person is None:
        return _page(request, "person", {"form": form, "submit": said("web.set_up.finish")})
    request.session.pop("set_up", None)
    return enter(request, person, way="set_up", factor="", after=reverse("set_up.next"))


@page("orgs.person.invite")
def what_next(request: PageRequest) -> HttpResponse:
    """What the first administrator does after the set-up."""
    return render(request, "web/set_up/next.html", {"title": said("web.set_up.next_title")})


def _key(request: PageRequest) -> str:
    """The key of this browser. Raises ForbiddenError without one."""
    key: str = request.session.get("set_up", "")
    services.require_key(key)
    return key


def _page(request: PageRequest, step: str, context: dict[str, object]) -> HttpResponse:
    steps = [(said(f"web.set_up.step_{name}"), name == step) for name in STEPS]
    shown = {
        **context,
        "steps": steps,
        "title": said(f"web.set_up.{step}_title"),
        "lead": said(f"web.set_up.{step}_lead"),
    }
    return render(request, f"web/set_up/{'bodies' if step == 'bodies' else 'form'}.html", shown)


def _register(given: dict[str, str]) -> Body:
    names = {code: NameGiven(name=given[f"body_{code}"]) for code in UI_LANGUAGES}
    return register_body(actor=services.SET_UP, given=BodyGiven(kind=given["kind"], names=names))


def _bodies() -> Choices:
    """Every body that exists today, in the reader's language, by name."""
    called = labels(Body.objects.filter(group=False).values_list("pk", flat=True), language(), today())
    return sorted(((str(body), label.name) for body, label in called.items()), key=lambda pair: pair[1])


def _offices() -> list[tuple[str, str]]:
    """Offices of the methodology, and who holds each today; "" for nobody."""
    held = office_holders(today())
    called = labels(held.values(), language(), today())
    return [
        (
            office.name.in_(language(), *UI_LANGUAGES),
            called[held[office.id]].name if office.id in held else "",
        )
        for office in methodology().offices
    ]


def _first(given: dict[str, str]) -> services.FirstPerson:
    return services.FirstPerson(
        **{
            name: given[name]
            for name in ("family_name", "given_name", "patronymic", "position", "email", "language", "login")
        },
        password=given["new_password"],
        body=UUID(given["body"]),
    )
