"""The fixed words of the templates, by language. What people wrote is never translated here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from nghs_desktop.base.frozen import frozen
from nghs_desktop.domain.charts import ChartWords

_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@frozen
class Words:
    """Headings, labels and joints of every template."""

    language: str = "en-US"
    months: tuple[str, ...] = _ENGLISH_MONTHS
    day_form: str = "{day} {month} {year}"
    page: str = "Page {page} of {pages}"
    as_of: str = "Data as of {date}"
    draft: str = "Draft"
    contents: str = "Contents"
    index: str = "Index"
    notes: str = "Notes"
    sources: str = "Sources"
    contact: str = "Contact"
    # issue brief
    issue_brief: str = "Issue brief"
    problem: str = "The problem"
    evidence: str = "What we know"
    options: str = "What could be done"
    option: str = "Option"
    pro: str = "For"
    con: str = "Against"
    cost: str = "Cost"
    recommendation: str = "What we recommend"
    ask: str = "What we ask of you"
    # one-pager
    who_we_are: str = "Who we are"
    heard: str = "What we heard"
    advise: str = "What we advise"
    our_ask: str = "Our ask"
    numbers: str = "In numbers"
    next_meeting: str = "Next meeting"
    # memo
    memo: str = "Memo"
    referral: str = "Referral"
    to: str = "To"
    sender: str = "From"
    about: str = "About"
    asked: str = "We ask you to"
    urgency: str = "Urgency"
    answer_by: str = "Answer by"
    barrier: str = "Barrier"
    affected: str = "Who is affected"
    cause: str = "Root cause"
    voices: str = "Voices"
    severity: str = "Severity"
    why_you: str = "Why it comes to you"
    tried: str = "What has been tried"
    answer: str = "Your answer"
    answer_words: str = (
        "Accept, return with a reason, or split: tell us which, what follows, and from when."
    )
    signature_date: str = "Date"
    # practice profile
    practice: str = "Effective practice"
    at_a_glance: str = "At a glance"
    population: str = "For whom"
    setting: str = "Where it runs"
    components: str = "What it consists of"
    supports: str = "What it needs"
    level: str = "Standing"
    results: str = "What it brings"
    studies: str = "Studies"
    study: str = "Study"
    design: str = "Design"
    students: str = "Students"
    sites: str = "Sites"
    finding: str = "Finding"
    start: str = "How to begin"
    said: str = "What practitioners say"
    more: str = "Read more"
    # certificate and letter
    certificate: str = "Certificate of recognition"
    presented: str = "is presented to"
    given: str = "Given on {date}"
    seal: str = "Seal of {name}"
    strengths: str = "What convinced the reviewers"
    growth: str = "What would make it stronger"
    reviews: str = "How the reviewers saw it"
    criterion: str = "Criterion"
    score: str = "Score"
    remark: str = "Remark"
    # focus recommendation
    focus: str = "Focus recommendation"
    question: str = "The question"
    hours: str = "Hours"
    hours_available: str = "Hours that can be given"
    kind: str = "Kind"
    candidates: str = "How the candidates compare"
    candidate: str = "Candidate"
    dots: str = "Dots"
    ratio: str = "Impact \u00f7 effort"
    dissent: str = "Other views"
    response: str = "Answer of staff"
    response_words: str = "Accept, adapt or decline, with the reason and the day it begins."
    # reading list
    reading_list: str = "Reading list"
    untitled: str = "Untitled {kind}"
    # annual report
    annual_report: str = "Annual report"
    year_in_numbers: str = "The year in numbers"
    foreword: str = "Foreword"
    members: str = "Members"
    name: str = "Name"
    organisation: str = "Organisation"
    role: str = "Role"
    meetings: str = "Meetings"
    day_word: str = "Day"
    place: str = "Place"
    present: str = "Present"
    chart: ChartWords = field(default_factory=ChartWords)

    def day(self, day: date) -> str:
        """Return a day as a letter has it."""
        return self.day_form.format(day=day.day, month=self.months[day.month - 1], year=day.year)


def spanish() -> Words:
    """Return the Spanish words."""
    return Words(
        language="es-US",
        months=(
            *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
            *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
        ),
        day_form="{day} de {month} de {year}",
        page="Página {page} de {pages}",
        as_of="Datos al {date}",
        draft="Borrador",
        contents="Contenido",
        index="Índice alfabético",
        notes="Notas",
        sources="Fuentes",
        contact="Contacto",
        issue_brief="Informe temático",
        problem="El problema",
        evidence="Lo que sabemos",
        options="Qué se podría hacer",
        option="Opción",
        pro="A favor",
        con="En contra",
        cost="Costo",
        recommendation="Lo que recomendamos",
        ask="Lo que le pedimos",
        who_we_are="Quiénes somos",
        heard="Lo que escuchamos",
        advise="Lo que aconsejamos",
        our_ask="Nuestra petición",
        numbers="En cifras",
        next_meeting="Próxima reunión",
        memo="Memorando",
        referral="Remisión",
        to="Para",
        sender="De",
        about="Asunto",
        asked="Le pedimos",
        urgency="Urgencia",
        answer_by="Responder antes del",
        barrier="Barrera",
        affected="A quién afecta",
        cause="Causa de fondo",
        voices="Voces",
        severity="Gravedad",
        why_you="Por qué le corresponde",
        tried="Lo que se ha intentado",
        answer="Su respuesta",
        answer_words="Acepte, devuelva con una razón o divida: díganos qué sigue y desde cuándo.",
        signature_date="Fecha",
        practice="Práctica eficaz",
        at_a_glance="De un vistazo",
        population="Para quién",
        setting="Dónde se aplica",
        components="En qué consiste",
        supports="Qué necesita",
        level="Nivel",
        results="Lo que logra",
        studies="Estudios",
        study="Estudio",
        design="Diseño",
        students="Estudiantes",
        sites="Sedes",
        finding="Resultado",
        start="Cómo empezar",
        said="Lo que dicen quienes la aplican",
        more="Para leer más",
        certificate="Certificado de reconocimiento",
        presented="se otorga a",
        given="Otorgado el {date}",
        seal="Sello de {name}",
        strengths="Lo que convenció a los revisores",
        growth="Lo que la haría más sólida",
        reviews="Cómo la vieron los revisores",
        criterion="Criterio",
        score="Puntaje",
        remark="Comentario",
        focus="Recomendación de enfoque",
        question="La pregunta",
        hours="Horas",
        hours_available="Horas disponibles",
        kind="Tipo",
        candidates="Comparación de las propuestas",
        candidate="Propuesta",
        dots="Puntos",
        ratio="Impacto ÷ esfuerzo",
        dissent="Otras opiniones",
        response="Respuesta del personal",
        response_words="Aceptar, adaptar o rechazar, con la razón y el día en que comienza.",
        reading_list="Lista de lecturas",
        untitled="Sin título ({kind})",
        annual_report="Informe anual",
        year_in_numbers="El año en cifras",
        foreword="Prólogo",
        members="Integrantes",
        name="Nombre",
        organisation="Organización",
        role="Función",
        meetings="Reuniones",
        day_word="Día",
        place="Lugar",
        present="Presentes",
        chart=ChartWords(
            median="Mediana",
            target="Meta",
            total="Total",
            impact="Impacto",
            effort="Esfuerzo",
            low="bajo",
            high="alto",
            quick_win="Logro rápido",
            big_bet="Gran apuesta",
            fill_in="Complemento",
            not_now="Ahora no",
            bar_chart="Gráfico de barras: {title}",
            stacked_chart="Gráfico de barras apiladas: {title}",
            run_chart="Gráfico de desarrollo: {title}",
            multiples="{count} gráficos de desarrollo pequeños: {title}",
            impact_effort="Impacto y esfuerzo: {title}",
            no_values="sin valores",
            many_values="{count} valores de {low} a {high}",
            happened="En {label}: {text}",
            ends="de {first} en {start} a {last} en {end}, {median} {middle}",
            too_few="{useful} puntos útiles: muy pocos para las reglas de rachas.",
            method=(
                "racha más larga {longest} (hasta {allowed} es azar), "
                "la mediana se cruzó {times} ({needed} o más es azar)"
            ),
            no_shift="Sin cambio: {method}. Reglas de rachas de Anhøj, {useful} puntos útiles.",
            shift=(
                "Un cambio {way}{wanted}: {method}. Reglas de rachas de Anhøj, "
                "{useful} puntos útiles."
            ),
            up="hacia arriba",
            down="hacia abajo",
            as_wanted=", como se quería",
            not_wanted=", al contrario de lo que se quería",
            times=("ninguna vez", "una vez", "dos veces", "{count} veces"),
        ),
    )


def words_of(language: str) -> Words:
    """Return the words for a language tag; English where there are none."""
    makers: Mapping[str, Words] = {"es": spanish()} if language.startswith("es") else {}
    return makers.get(language.split("-")[0], Words())
