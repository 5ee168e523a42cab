"""Make `sentences.txt`: 1,000 lines as they are spoken in school-improvement committee meetings.

All of it is written for this project; people and most places are made up. Some lines are typed out in
full below because they are traps (addresses, quotes, scripts, things that look like shorthand), the
rest are put together from parts with a fixed seed. Run it again after a change and commit both files.
"""

from __future__ import annotations

import random
from pathlib import Path

LINES = 1000
LONGEST = 2000
HERE = Path(__file__).parent

WRITTEN_OUT = """\
The bus leaves at 3:30, and most internships start at four.
AT&T offered to pay for hot spots, but only in two counties.
We heard "we were never asked" from six families in one evening.
More than $375 million was promised; nobody here can say how much reached a classroom.
Put the mentor's name in <brackets> so the form does not lose it.
Is it and/or? The policy says "practice and/or portfolio", and the registrar reads it as "and".
The meeting on 12/4 moved to 12/11 because of the snow.
Write to counselling@northfield.example before you drive out there.
The notice went to parents@riverbend.example and came back twice.
Attendance is up 5 %, or +5% if you ask the newsletter.
They use C# in the second course and Python in the first.
Our #1 worry is still transport.
We are #2 in the county and somehow last in bus seats.
Meet at the library @ 3 pm, not at the district office.
The formula is x^2 + 3, and half the room had never seen a graph of it.
Wow! Nobody expected the ninth graders to present.
The grant report is due Friday.
The seniors' capstones are due on 4 December, same day as the concert.
Buses were due to stop in 2 weeks, and then the contract was extended.
Rent for the annex comes due next Tuesday and there is no line for it.
By Friday the room was back to normal.
In 2 weeks we lost three long-term substitutes.
The form says "due friday" in red letters and people still miss it.
We promised an answer by next meeting, and we had one, but it was not a good one.
B is the grade most of them get, whatever they can do.
C students were the ones who gained most from the seminar.
D and F grades fell by half in the first term.
F is not feedback.
P values aside, the effect was easy to see.
R we sure about this, as one student put it on the poster.
N = 42, so please do not call it a trend.
Note that the waiver ends in June.
Focus on the ninth grade, she said, and the rest gets easier.
Practice makes routine, not mastery.
Decisions made in August do not survive September.
>90 was on the slide, and no one could say ninety of what.
/ is what the form prints when the field is empty.
- three campuses, one counsellor
– no dash, no bullet, just a tired recorder
* the star means the student was there for less than half the year
(Off the record) the board is waiting for someone else to move first.
[inaudible] and then we lost the room for the afternoon.
"It works because somebody knows my name," one of the tenth graders said.
“I learned more in the shop than in the exam,” he told the panel.
„Wir brauchen mehr Zeit“, the exchange teacher said, and everyone laughed.
« On manque de temps », la directrice l'a répété deux fois.
He said, "She said, 'You have to sit the seat time,' and that was that."
Half of the room wants 45-minute periods; the other half wants 90.
The file is on C:\\shared\\transcripts, which is to say, nowhere.
It was \\o/ when the vote came in.
See https://library.example/practices?topic=mastery&level=9#summary for the list.
The folder is called new_schedule_FINAL_v3 (2).docx.
The ratio is 1:420, and the state says 1:250.
Scores went from 61 → 74 in a year – for those who stayed.
50–60 students share one set of laptops.
The survey had 1,204 answers, 38 of them in Portuguese.
Mr. O'Brien-Nakamura asked for the third time when the lab opens.
The teachers' lounge, the parents' night and the students' council all use Room 12.
Zoë asked whether naïve was spelled right; the façade of the new café says nave.
Señora Peñalver translated for eleven families that evening.
La reunión empieza a las seis, pero el autobús llega a las siete.
¿Quién cuida a los niños durante la reunión de padres?
Los estudiantes dicen que la tutoría les ayudó más que el examen.
As famílias preferem mensagens de texto; ninguém lê o portal.
Não há intérprete à noite, e é à noite que as famílias podem vir.
Les élèves arrivent fatigués parce que le car part à 6 h 10.
Où est passé le budget des sorties ? On ne l'a jamais su.
Wir hören oft: Förderung gibt es nur für große Schulen.
Größe ist kein Maß für Güte, sagte der Schulleiter.
Học sinh nói rằng xe buýt đến quá muộn vào mùa đông.
Phụ huynh cần phiên dịch tiếng Việt ở mọi buổi họp.
Nhà trường đã thử lớp học buổi tối và số người đi học tăng gấp đôi.
Thầy cô không có thời gian để gặp nhau trong tuần.
Οι μαθητές ζητούν περισσότερο χρόνο για τις εργασίες τους.
Η γραμμή του λεωφορείου σταματά πριν αρχίσει η πρακτική.
Ученики говорят, что наставник важнее расписания.
Родители не знали, что заявление можно подать по-русски.
Автобус уходит раньше, чем заканчивается практика.
Учні просять, щоб майстерня була відкрита й у суботу.
学生说最后一班校车太早了。
家长会没有翻译，所以很多人没有来。
我们需要把实习算作学分。
生徒は発表の前にもっと練習したいと言っていた。
「先生が名前を覚えてくれた」と一年生が話した。
学生들은 버스가 너무 일찍 끊긴다고 말했다.
학부모 모임에 통역이 필요하다는 의견이 나왔다.
الطلاب يقولون إن الحافلة تصل متأخرة كل يوم.
العائلات تحتاج إلى مترجم في اجتماع المساء.
המורים מבקשים זמן משותף פעם בשבוע.
विद्यार्थियों ने कहा कि पुस्तकालय शाम को खुला रहना चाहिए।
ছাত্ররা বলেছে যে বাস খুব দেরিতে আসে।
Ardaydu waxay yiraahdeen baska wuu soo daahaa.
Elèv yo di bis la toujou an reta lè gen nèj.
The mentors were great 👍 and the pizza was gone in four minutes 🍕.
Everyone put a 🎓 on the map where their cousin went to college.
👩🏽‍🏫 is how the ninth graders sign for their advisory teacher.
🎉 Ninety-one of ninety-four finished!
The flag row 🇻🇳 🇸🇴 🇧🇷 🇺🇦 on the welcome board was the students' idea.
Cafe\u0301 hours at the family centre changed again.
The sign reads MAÑANA in capitals and nobody knows which tomorrow.
ﬁve districts, one ﬁnance office: the ligatures came with the old template.
İstanbul is where the exchange group comes from, not Ankara.
Straße or Strasse, the map program finds neither.
The 9th-grade team (all 4 of them) covers 312 students.
It costs $1,250.00 per student, or €1 140, or £960, depending on the partner.
½ of the credit goes to the project, ¼ to the log and ¼ to the talk.
Temperatures above 30 °C close the upper floor every September.
The room is 6.5 m × 8 m and holds thirty-four desks.
Section 504 plans and IEPs do not travel with the student across the county line.
Title I, Title II-A and Perkins V each want their own report on the same forty hours.
H.B. 1182 was read as "no seat time at all", which is not what it says.
R.I., N.H. and Vt. already sign each other's transcripts.
MC2 STEM High School gives the mentor a badge and a parking spot; that is the whole trick.
Harmony Magnet Academy showed us how a defence in front of outsiders changes the work.
City Arts and Technology keeps the portfolio from grade nine on.
New Technology High School in Napa has two decades of mistakes to learn from.
We have a League of Innovative Schools and still nobody has the other school's phone number.
Who decides?
No.
Yes, but who pays?
Hm.
OK
...
— silence —
One more thing, and it is not on the agenda: the gym roof.
We say "all students" and then the schedule says otherwise.
Somebody has to say it: we like pilots because they end.
Please, please, please: one calendar.
The word "rigor" was used fourteen times and defined once.
I counted: eleven forms, four logins, two signatures, one stapler.
Don't call it a makeup test; call it a second look.
It isn't that they won't, it's that they can't get there.
Y'all keep saying family engagement; you mean attendance.
The clock on the wall said 2:10, the bell said 2:14, the bus said 2:09.
"Barrier: none" is what the last visit report says under every heading.
Her note read: practice – good; policy – unclear; funding – "?".
commitment is a big word for an email
note to whoever types this: the mic was off until item 3
i would just say it was the first time anyone asked us
can we please not schedule this against robotics again
THE PRINTER IN ROOM 9 IS NOT A POLICY PROBLEM.
Version 2.0 of the rubric has 5 rows, v2.1 has 6, and the board saw v1.9.
Ask the registrar about code 07-B/3; it is not in the handbook.
The tag <practice> in the export is not closed, so the table is empty.
if (credits >= 22) graduate; that is the whole graduation audit, said the data person.
The wiki says `seat_time = false`, the handbook says otherwise.
He writes & for and, w/ for with, and b/c for because.
The phone number on the flyer, 555-0142, rings in the boiler room.
Twenty-two (22) credits, of which 0.5 in health.
There is no "there" there, as the saying goes.
Let the record show that the coffee was good."""

SPEAKERS = [
    *("A ninth-grade teacher", "One of the counsellors", "A parent from the east side"),
    *("The scheduling team", "Two seniors", "The career coordinator", "A district lawyer"),
    *("Our special-education lead", "The union representative", "A mentor from the clinic"),
    *("The registrar", "A bus driver's daughter", "The after-school director", "A board member"),
    *("The new assistant principal", "A community-college dean", "Somebody in the back row"),
    *("A student who works nights", "The librarian", "The data coach", "A shop owner on Main St."),
    *("The foundation's programme officer", "A grandmother raising three", "The ESL coordinator"),
]
SAID = [
    *("told us that", "said that", "keeps saying that", "showed with numbers that"),
    *("asked us to write down that", "reminded everyone that", "is convinced that"),
    *("heard from families that", "put it this way:", "read from her notes that"),
]
TROUBLES = [
    *("seat-time rules stop districts from giving credit for shown mastery",),
    *("the last bus goes at 3:30, before most internships begin",),
    *("there is no shared transcript format, so colleges re-read every record by hand",),
    *("teachers get forty minutes a week together and spend thirty on attendance codes",),
    *("the waiver has to be asked for again every single year",),
    *("substitutes cannot be found on Fridays, so site visits are cancelled",),
    *("students who work cannot come to the only tutoring hour we offer",),
    *("the grant pays for devices but not for the person who keeps them running",),
    *("parents get the letter after the meeting it invites them to",),
    *("the accountability report counts tests and leaves out defences",),
    *("a pathway with twelve students counts as a failure in the formula",),
    *("mentors need a background check that takes nine weeks and costs $68",),
    *("ninth graders choose a pathway before they have seen one",),
    *("the credit-recovery software teaches clicking, not algebra",),
    *("two funders ask for the same figures in two different months",),
    *("nobody owns the handover between middle school and us",),
    *("the labs are booked for testing from March to the end of May",),
    *("the translation budget ran out in November",),
    *("bell schedules differ by 25 minutes across the river",),
    *("coaches are paid by the day and needed by the hour",),
]
PRACTICES = [
    *("advisory groups of fourteen that stay together for four years",),
    *("a portfolio defence in front of people from outside the school",),
    *("paid release time for job-site mentors on Wednesday mornings",),
    *("home visits before the first day of ninth grade",),
    *("a shared rubric that three schools score together every spring",),
    *("student-led conferences in the family's own language",),
    *("an early-warning list that one named adult answers for",),
    *("double-blocked algebra with a second teacher in the room",),
    *("a summer bridge that ends with a public exhibition",),
    *("dual enrolment taught on the high-school campus",),
    *("a peer-tutoring room that is open until the late bus leaves",),
    *("restorative circles instead of a day at home",),
    *("instructional rounds where principals watch and do not speak",),
    *("mastery badges that the community college accepts",),
    *("a common planning hour protected by the contract",),
]
PLACES = [
    *("at Northfield", "in the Riverbend district", "at Lakeside Early College"),
    *("at the Harbor campus", "in three rural schools", "at Cedar Hill", "across the county"),
    *("in the valley", "at the evening school", "at Old Mill Academy", "in both pilot sites"),
    *("at Sankt Niklas Academy", "at École du Lac", "at Escuela Peñasco", "in Trường Sông Hồng"),
]
EFFECTS = [
    *("attendance rose by {n} points", "{n} more students passed the first term"),
    *("the dropout list went from {m} names to {n}", "referrals fell by {n} % in a year"),
    *("{m} families came, most of them for the first time", "nobody asked for a transfer"),
    *("the waiting list is now {n} names long", "college enrolment went up from {n} % to {p} %"),
    *("we could finally see who was missing", "teachers stopped leaving at the end of the year"),
]
WHYS = [
    *("because the schedule was built around them", "because one adult kept showing up"),
    *("although the money only came in January", "even though half the staff was new"),
    *("since the contract made room for it", "once the principal stopped chairing every meeting"),
    *("while the rest of the district waited for a policy", "as soon as the buses were moved"),
]
ASKS = [
    *("could the policy group look at {x}", "should we bring {x} to the funders"),
    *("who will write one page on {x}", "what would it take to stop {x}"),
    *("is there a school that has solved {x}", "can staff tell us the cost of {x}"),
]
THINGS = [
    *("the seat-time waiver", "late buses", "mentor background checks", "a shared transcript"),
    *("planning time", "the translation budget", "credit for internships", "the bell schedule"),
    *("the size of advisories", "summer bridge places", "testing in the labs", "report dates"),
]
THANKS = [
    *("{who} stayed until nine to help {n} families with the aid form.",),
    *("{who} rebuilt the schedule by hand so that {n} students could keep their placement.",),
    *("{who} met every one of the {n} mentors in person.",),
    *("{who} taught a full load and still wrote the grant for {x}.",),
    *("{who} turned {x} from a complaint into a plan.",),
]
PEOPLE = [
    *("Ms. Alder", "Mr. Quill", "Señora Maravilla", "Coach Fenwick", "Dr. Østergård-Lind"),
    *("The night custodian", "The whole front office", "Thầy Bình", "Κυρία Ελπίδα", "Пані Зоря"),
    *("The robotics seniors", "Madame Lumière", "Frau Kranich", "The lunch team", "小林先生"),
]
OPENINGS = ["", "", "", "", "Well, ", "So, ", "I think ", "Look: ", "Again, ", "Honestly, ", "And "]
TAILS = ["", "", "", "", " (again)", ", to be honest", " – year after year", "; see page {n}"]


def sentences() -> list[str]:
    """All lines, in a fixed mixed order."""
    chance = random.Random(19710)
    lines = dict.fromkeys(WRITTEN_OUT.split("\n"))
    lines.update(dict.fromkeys(long_lines(chance)))
    while len(lines) < LINES:
        lines[one(chance)] = None
    mixed = list(lines)
    chance.shuffle(mixed)
    return mixed


def one(chance: random.Random) -> str:
    """One sentence put together from parts."""
    small, large = chance.randint(2, 39), chance.randint(40, 980)
    thing, place = chance.choice(THINGS), chance.choice(PLACES)
    who, practice = chance.choice(PEOPLE), chance.choice(PRACTICES)
    trouble, why = chance.choice(TROUBLES), chance.choice(WHYS)
    effect = chance.choice(EFFECTS).format(n=small, m=large, p=small + 17)
    ask = chance.choice(ASKS).format(x=thing)
    shape = chance.randrange(9)
    if shape == 0:
        speaker = chance.choice(SPEAKERS)
        text = f"{speaker[0].lower()}{speaker[1:]} {chance.choice(SAID)} {trouble}"
    elif shape == 1:
        text = f"{place} they tried {practice}, and {effect}"
    elif shape == 2:
        text = f"with {practice} {effect}, {why}"
    elif shape == 3:
        return f"{who}: {ask}?"
    elif shape == 4:
        return chance.choice(THANKS).format(who=who, n=small, x=thing)
    elif shape == 5:
        text = f"as long as {trouble}, {thing} will not change"
    elif shape == 6:
        text = f"“{trouble[0].upper()}{trouble[1:]},” {who} wrote, “and {effect} anyway”"
    elif shape == 7:
        text = f"{effect} {place} {why}"
    else:
        text = f"{large} students, {small} adults, {thing}: {trouble}"
    opening = chance.choice(OPENINGS)
    tail = chance.choice(TAILS).format(n=small)
    text = f"{opening}{text}{tail}"
    return f"{text[0].upper()}{text[1:]}{chance.choice(['.', '.', '.', '', '!', ' …'])}"


def long_lines(chance: random.Random) -> list[str]:
    """A few lines as long as the tool promises to take."""
    lines = []
    for length in (700, 1200, 1999, LONGEST, LONGEST, LONGEST):
        text = one(chance)
        while len(text) < length:
            text = f"{text} {one(chance)}"
        lines.append(text[:length].rstrip() if length < LONGEST else f"{text[: length - 1]}.")
    return lines


if __name__ == "__main__":
    (HERE / "sentences.txt").write_text("\n".join(sentences()) + "\n", "utf-8")
