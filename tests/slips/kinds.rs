//! The kinds of slips, each with its templates and what fills them.

/// Numbers that look like chance and are the same every time.
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Rng(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// From `low` to `high`.
    pub fn within(&mut self, low: u64, high: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        low + self.0 % (high - low + 1)
    }

    pub fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.within(0, of.len() as u64 - 1) as usize]
    }
}

type Slots = Vec<(&'static str, String)>;

/// One kind of slip.
pub struct Kind {
    /// The rule that should find it.
    pub rule: &'static str,
    /// Sentences with slots in braces.
    pub templates: &'static [&'static str],
    /// What goes into the slots, with the slip or without.
    slots: fn(&mut Rng, bool) -> Slots,
}

impl Kind {
    pub fn fill(&self, template: &str, rng: &mut Rng, slip: bool) -> String {
        let mut text = template.to_owned();
        for (name, value) in (self.slots)(rng, slip) {
            text = text.replace(&format!("{{{name}}}"), &value);
        }
        assert!(!text.contains('{'), "an empty slot in {text:?}");
        text
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn percent(part: f64) -> u64 {
    (part * 100.0).round() as u64
}

fn share(rng: &mut Rng, slip: bool) -> Slots {
    let whole = rng.within(40, 900);
    let part = rng.within(whole / 5, whole * 3 / 5);
    let right = percent(part as f64 / whole as f64);
    let pct = if slip { right + rng.within(6, 17) } else { right };
    vec![("part", part.to_string()), ("whole", whole.to_string()), ("pct", pct.to_string())]
}

fn change(rng: &mut Rng, slip: bool) -> Slots {
    let lo = rng.within(120, 480);
    let hi = lo + rng.within(lo / 5, lo * 4 / 5);
    let off = if slip { rng.within(7, 14) } else { 0 };
    vec![
        ("lo", lo.to_string()),
        ("hi", hi.to_string()),
        ("up", (percent(hi as f64 / lo as f64 - 1.0) + off).to_string()),
        ("down", (percent(1.0 - lo as f64 / hi as f64) + off).to_string()),
    ]
}

fn points(rng: &mut Rng, slip: bool) -> Slots {
    let p = rng.within(12, 40);
    let d = rng.within(3, 9);
    vec![
        ("p", p.to_string()),
        ("q", (p + d).to_string()),
        ("d", d.to_string()),
        ("unit", if slip { " percent" } else { " percentage points" }.into()),
        ("sign", if slip { "%" } else { " percentage points" }.into()),
    ]
}

fn multiple(rng: &mut Rng, slip: bool) -> Slots {
    let lo = rng.within(12, 90) * 10;
    let times = |by: u64| (if slip { lo * by * 13 / 10 + lo * by / 7 } else { lo * by }).to_string();
    let half = if slip { lo * 3 / 2 - lo / 10 } else { lo * 2 };
    vec![
        ("lo", lo.to_string()),
        ("two", times(2)),
        ("three", times(3)),
        ("four", times(4)),
        ("half", half.to_string()),
        ("more", (if slip { lo * 17 / 10 } else { lo * 23 / 10 }).to_string()),
    ]
}

fn currency(rng: &mut Rng, slip: bool) -> Slots {
    let dollars = rng.within(20, 900);
    let pounds = (dollars as f64 * 0.63).round();
    let euros = (dollars as f64 * 0.88).round();
    let yen = (dollars as f64 * 1.1).round();
    vec![
        ("d", dollars.to_string()),
        ("p", pounds.to_string()),
        ("e", euros.to_string()),
        ("y", yen.to_string()),
        ("yd", (yen * if slip { 75.0 } else { 9.0 }).to_string()),
        ("m", if slip { "" } else { "m" }.into()),
        ("million", if slip { "billion" } else { "million" }.into()),
        ("p10", if slip { format!("{}", pounds * 10.0) } else { pounds.to_string() }),
        ("e10", if slip { format!("{:.1}", euros / 10.0) } else { euros.to_string() }),
    ]
}

fn conversion(rng: &mut Rng, slip: bool) -> Slots {
    let miles = rng.within(12, 90);
    let off = if slip { 1.45 } else { 1.0 };
    let shown = |value: f64| format!("{:.0}", value * off);
    let celsius = rng.within(24, 41) as f64;
    vec![
        ("miles", miles.to_string()),
        ("km", shown(miles as f64 * 1.609)),
        ("kg", rng.within(20, 95).to_string()),
        ("c", celsius.to_string()),
        ("f", format!("{:.0}", celsius * 1.8 + 32.0 + if slip { 27.0 } else { 0.0 })),
        ("below", format!("{:.0}", celsius * 1.8 - 32.0 + if slip { 27.0 } else { 0.0 })),
        ("hectares", "120".into()),
        ("acres", shown(296.5)),
        ("litres", "400".into()),
        ("gallons", shown(105.7)),
        ("feet", "650".into()),
        ("metres", shown(198.1)),
        ("pounds", "140".into()),
        ("kilos", shown(63.5)),
        ("mph", "75".into()),
        ("kmh", shown(120.7)),
        ("sqm", "30".into()),
        ("sqkm", shown(77.7)),
    ]
}

fn malformed(rng: &mut Rng, slip: bool) -> Slots {
    let (a, b) = (rng.within(110, 980), rng.within(102, 989));
    let c = rng.within(2, 9);
    let or = |wrong: String, right: String| if slip { wrong } else { right };
    vec![
        ("short", or(format!("{a},{}", b / 10), format!("{a},{b}"))),
        ("long", or(format!("{c},{b}{c}"), format!("{c},{b}"))),
        ("dots", or(format!("{c}..{}", b % 10), format!("{c}.{}", b % 10))),
        ("commas", or(format!("{c},,{b}"), format!("{c},{b}"))),
        ("letter", or(format!("{c}O{}", b % 10), format!("{c}0{}", b % 10))),
    ]
}

fn weekday(rng: &mut Rng, slip: bool) -> Slots {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, day) =
        (rng.within(1975, 2023) as i16, rng.within(1, 12) as i8, rng.within(1, 28) as i8);
    let date = jiff::civil::date(year, month, day);
    let near = jiff::civil::date(2024, rng.within(4, 6) as i8, day);
    let shift = if slip { rng.within(1, 6) as usize } else { 0 };
    let named = |date: jiff::civil::Date| {
        DAYS[(date.weekday().to_monday_zero_offset() as usize + shift) % 7].to_owned()
    };
    vec![
        ("weekday", named(date)),
        ("day", day.to_string()),
        ("month", MONTHS[month as usize - 1].to_owned()),
        ("year", year.to_string()),
        ("nearday", named(near)),
        ("nearmonth", MONTHS[near.month() as usize - 1].to_owned()),
    ]
}

fn impossible(rng: &mut Rng, slip: bool) -> Slots {
    let short = rng.pick(&["April", "June", "September", "November"]);
    let hour = rng.within(1, 9);
    vec![
        ("short", short.to_owned()),
        ("last", if slip { "31" } else { "30" }.into()),
        ("feb", if slip { "30" } else { "28" }.into()),
        ("over", if slip { "32" } else { "31" }.into()),
        ("clock", if slip { format!("2{}:10", hour.max(5)) } else { format!("1{hour}:10") }),
        ("minutes", if slip { format!("1{hour}:7{hour}") } else { format!("1{hour}:3{hour}") }),
        ("afternoon", if slip { format!("1{}:30", 3 + hour % 6) } else { format!("{hour}:30") }),
        ("iso", if slip { format!("2023-{}-0{hour}", 12 + hour) } else { format!("2023-0{hour}-12") }),
    ]
}

fn parts(rng: &mut Rng, slip: bool) -> Slots {
    let (a, b, c) = (rng.within(11, 40), rng.within(11, 40), rng.within(11, 40));
    let off = if slip { rng.within(2, 9) } else { 0 };
    vec![
        ("a", a.to_string()),
        ("b", b.to_string()),
        ("c", c.to_string()),
        ("two", (a + b + off).to_string()),
        ("three", (a + b + c + off).to_string()),
        ("less", (a + b + c - off).to_string()),
        ("rest", (100 - a - b + if slip { 7 } else { 0 }).to_string()),
    ]
}

fn list(_: &mut Rng, slip: bool) -> Slots {
    let or = |wrong: &str, right: &str| (if slip { wrong } else { right }).to_owned();
    vec![("three", or("five", "three")), ("four", or("three", "four")), ("two", or("three", "two"))]
}

fn excess(rng: &mut Rng, slip: bool) -> Slots {
    vec![("pct", (if slip { rng.within(110, 240) } else { rng.within(11, 80) }).to_string())]
}

fn age(rng: &mut Rng, slip: bool) -> Slots {
    let born = rng.within(1940, 1985);
    let event = born + rng.within(20, 30);
    let off = if slip { rng.within(3, 9) } else { 0 };
    vec![
        ("born", born.to_string()),
        ("event", event.to_string()),
        ("then", (event - born + off).to_string()),
        ("now", (2023 - born + off).to_string()),
        ("died", (born + 35).to_string()),
        ("atdeath", (34 + off).to_string()),
    ]
}

fn years(rng: &mut Rng, slip: bool) -> Slots {
    let from = rng.within(1950, 1990);
    let long = rng.within(8, 30);
    let off = if slip { rng.within(4, 9) } else { 0 };
    let round = rng.within(2, 5) * 10;
    vec![
        ("from", from.to_string()),
        ("to", (from + long).to_string()),
        ("long", (long + off).to_string()),
        ("marked", (from + round).to_string()),
        ("round", (round + if slip { 10 } else { 0 }).to_string()),
        ("ago", (2024 - from + off).to_string()),
    ]
}

fn reversed(rng: &mut Rng, slip: bool) -> Slots {
    let a = rng.within(10, 40);
    let b = a + rng.within(5, 40);
    let year = rng.within(1920, 1980);
    let (a, b) = if slip { (b, a) } else { (a, b) };
    let (y, z) = if slip { (year + 9, year) } else { (year, year + 9) };
    vec![("a", a.to_string()), ("b", b.to_string()), ("y", y.to_string()), ("z", z.to_string())]
}

fn magnitude(rng: &mut Rng, slip: bool) -> Slots {
    let n = format!("{}.{}", rng.within(2, 9), rng.within(1, 9));
    vec![
        ("n", n),
        ("million", if slip { "billion" } else { "million" }.into()),
        ("mg", if slip { "grams" } else { "milligrams" }.into()),
        ("mw", if slip { "GW" } else { "MW" }.into()),
    ]
}

fn figure(rng: &mut Rng, slip: bool) -> Slots {
    let a = rng.within(12, 89);
    let b = if slip { a + rng.within(3, 9) } else { a };
    vec![("a", a.to_string()), ("b", b.to_string())]
}

fn headline(rng: &mut Rng, slip: bool) -> Slots {
    let a = rng.within(1, 8) * 10 + 9;
    let swapped = (a % 10) * 10 + a / 10;
    let b = if slip { swapped } else { a };
    vec![
        ("a", a.to_string()),
        ("b", b.to_string()),
        ("day", if slip { "Thursday" } else { "Monday" }.into()),
        ("name", if slip { "Brantd" } else { "Brandt" }.into()),
    ]
}

fn name(rng: &mut Rng, slip: bool) -> Slots {
    let (given, right, wrong) = [
        ("Maren", "Olsen", "Olson"),
        ("Petar", "Klychko", "Klytchko"),
        ("Ada", "Brandt", "Brantd"),
        ("Lucia", "Ferreira", "Fereira"),
        ("Tomas", "Lindqvist", "Linqvist"),
        ("Ingrid", "Haugen", "Haugan"),
        ("Samuel", "Okonkwo", "Okonkow"),
    ][rng.within(0, 6) as usize];
    let name = if slip { wrong } else { right };
    vec![
        ("given", given.into()),
        ("right", right.into()),
        ("name", name.into()),
        ("bank", if slip { "Haldon" } else { "Halden" }.into()),
        ("zoe", if slip { "Zoe" } else { "Zoë" }.into()),
    ]
}

fn acronym(_: &mut Rng, slip: bool) -> Slots {
    vec![
        ("who", if slip { "WTO" } else { "WHO" }.into()),
        ("nrpa", if slip { "NRAP" } else { "NRPA" }.into()),
        ("imf", if slip { "IFM" } else { "IMF" }.into()),
        ("union", if slip { "Hospital" } else { "Harbour" }.into()),
        ("faa", if slip { "FFA" } else { "FAA" }.into()),
        ("nao", if slip { "NHS" } else { "NAO" }.into()),
    ]
}

fn numbered(rng: &mut Rng, _: bool) -> String {
    grouped(rng.within(1100, 9900))
}

fn kwh(rng: &mut Rng, slip: bool) -> Slots {
    let mut slots = share(rng, slip);
    slots.push(("noise", numbered(rng, slip)));
    slots
}

/// All of them.
pub const KINDS: &[Kind] = &[
    Kind {
        rule: "percent-of-total",
        slots: kwh,
        templates: &[
            "Inspectors closed {part} of the {whole} kitchens ({pct}%) after the storm.",
            "{part} of {whole} councillors, or {pct} percent, backed the plan.",
            "Of the {whole} pupils who sat the exam, {part} ({pct} per cent) passed.",
            "Some {pct} percent of the {whole} ferries, or {part}, ran on time.",
            "The clinic treated {part} patients, {pct}% of the {whole} on its list.",
            "{part} out of {whole} buses ({pct}%) failed the test.",
            "Only {part} of the {whole} trees survived the frost, a survival rate of {pct} percent.",
            "The fund settled {pct} percent of the {whole} claims — {part} — within a week.",
            "Of {whole} tenants, {part}, or {pct} percent, signed the letter.",
            "{pct}% of the {whole} homes ({part}) lost power in a town of {noise} people.",
            "Volunteers answered {part} of {whole} calls, which is {pct} percent.",
            "The jury read {part} of the {whole} books, about {pct} percent.",
            "Women make up {part} of the {whole} officers, or {pct}% of the force.",
            "Turnout was {pct} percent: {part} of the {whole} members cast a ballot.",
        ],
    },
    Kind {
        rule: "percent-change",
        slots: change,
        templates: &[
            "Rents in the harbour district rose {up} percent, from ${lo} to ${hi}.",
            "Membership fell by {down} percent, from {hi} to {lo}.",
            "Ticket sales climbed to {hi} from {lo}, an increase of {up} percent.",
            "The number of calls went from {lo} to {hi}, a rise of {up}%.",
            "Output dropped {down} per cent to {lo} tonnes from {hi} tonnes.",
            "The fee was cut by {down}%, from {hi} euros to {lo} euros.",
            "Visits were up {up} percent last year, from {lo} to {hi}.",
            "A {up} percent increase took the budget from ${lo} million to ${hi} million.",
            "The mill now employs {hi} people, up {up} percent from {lo} a year earlier.",
            "Complaints declined from {hi} in 2022 to {lo} in 2023, down {down} percent.",
            "Sales jumped {up}% in a year, from {lo} boats to {hi} boats.",
            "The herd shrank from {hi} to {lo}, or by {down} percent.",
        ],
    },
    Kind {
        rule: "percentage-points",
        slots: points,
        templates: &[
            "Unemployment rose {d}{unit}, from {p} percent to {q} percent.",
            "Support for the mayor fell {d}{sign} to {p}% from {q}%.",
            "The levy goes up {d}{unit}, from {p} percent to {q} percent.",
            "Turnout was up by {d}{unit}, from {p} percent to {q} percent.",
            "The vacancy rate dropped from {q}% to {p}%, a fall of {d}{sign}.",
            "She won {q} percent to {p} percent, a lead of {d}{unit}.",
        ],
    },
    Kind {
        rule: "multiplier-mismatch",
        slots: multiple,
        templates: &[
            "Sales doubled from {lo} to {two} units.",
            "The herd tripled, from {lo} to {three}.",
            "Waiting time was halved to {lo} minutes from {half}.",
            "Costs more than doubled from ${lo} to ${more}.",
            "Arrests rose fourfold, from {lo} to {four}.",
            "The budget has doubled in a decade, from ${lo} million to ${two} million.",
            "Membership has tripled since the merger, from {lo} to {three}.",
            "The price has quadrupled, going from ${lo} to ${four}.",
        ],
    },
    Kind {
        rule: "currency-mismatch",
        slots: currency,
        templates: &[
            "The studio paid ${d}{m} (£{p}m) for the rights.",
            "The loan is worth ${d} {million} (£{p} million).",
            "A fine of €{e} million (${d} {million}) was imposed.",
            "The deal, worth £{p}m (${d}{m}), closed in May.",
            "The yard was sold for ${d} million, or £{p10} million, in May.",
            "The ferry cost ${d}m (€{e10}m) to build.",
            "The plant was built for {y} billion yen (${yd} million).",
        ],
    },
    Kind {
        rule: "conversion-mismatch",
        slots: conversion,
        templates: &[
            "The pipeline is {miles} miles ({km} km) long.",
            "It was {c} C ({f} F) in the shade.",
            "It was minus {c} C (minus {below} F) in the hills.",
            "The estate covers {hectares} hectares ({acres} acres).",
            "The tank holds {litres} litres, or {gallons} gallons, of milk.",
            "The tower is {feet} feet ({metres} metres) tall.",
            "The statue weighs {pounds} pounds (about {kilos} kg).",
            "Winds reached {mph} mph ({kmh} km/h) on the coast.",
            "The lake has an area of {sqm} square miles ({sqkm} square kilometres).",
        ],
    },
    Kind {
        rule: "malformed-number",
        slots: malformed,
        templates: &[
            "The cover sold for ${short} at auction.",
            "He was paid £{short} for his advice.",
            "The town has {long} inhabitants.",
            "The bank has {short} branches.",
            "The dam holds {dots} million cubic metres.",
            "Some {commas} people signed the letter.",
            "The crew tested {letter} wells in a month.",
            "The bridge cost €{long} to paint.",
        ],
    },
    Kind {
        rule: "weekday-mismatch",
        slots: weekday,
        templates: &[
            "The vote took place on {weekday}, {month} {day}, {year}.",
            "He was arrested on {weekday}, {day} {month} {year}.",
            "The ferry sank on {month} {day}, {year}, a {weekday}.",
            "The hearing is on {nearday}, {nearmonth} {day}.",
            "The pact was signed on {weekday} {day} {month} {year} in the town hall.",
            "The fair opens on {nearday} {day} {nearmonth} at noon.",
            "The strike began on {weekday} ({day} {month} {year}).",
            "Doors open {nearday}, {nearmonth} {day}, at the library.",
        ],
    },
    Kind {
        rule: "impossible-date",
        slots: impossible,
        templates: &[
            "The law took effect on {short} {last}, 2023.",
            "She was born on {last} {short} 1980.",
            "The hearing is set for February {feb}.",
            "The storm hit at {clock}.",
            "The lease began on {iso}.",
            "The race started at {afternoon} p.m.",
            "The doors close at {minutes}.",
            "The town was founded on May {over}, 1904.",
        ],
    },
    Kind {
        rule: "parts-total",
        slots: parts,
        templates: &[
            "{two} people were hurt: {a} adults and {b} children.",
            "The force has {less} officers. Of these, {a} are on leave, {b} are at sea and {c} are on land.",
            "Of the {less} seats, {a} went to the left, {b} to the centre and {c} to the right.",
            "The repair cost ${a} million for steel and ${b} million for labour, a total of ${two} million.",
            "{a} percent said yes, {b} percent no and {rest} percent had no view.",
            "The museum bought {two} works ({a} paintings and {b} drawings) last year.",
            "The ship carried {three} passengers — {a} men, {b} women and {c} children — to the island.",
            "The crew planted {a} oaks, {b} elms and {c} pines, {three} trees in all.",
        ],
    },
    Kind {
        rule: "list-count",
        slots: list,
        templates: &[
            "The mayor set {three} goals: cleaner buses, safer parks and wider paths.",
            "The line crosses {four} countries: Chad, Niger, Libya and Sudan.",
            "There are {three} reasons:\n\n- cost\n- time\n- noise",
            "{four} cities — Oslo, Ghent, Turin and Porto — applied.",
            "She faces {two} charges: fraud and perjury.",
            "The kit has {three} parts: a pump, a filter and a hose.",
            "Here are {three} things to know:\n\n* The date\n* The place\n* The price",
            "The {three} winners are Ana Ruiz, Bo Lind and Carla Dorn.",
            "The plan names {three} priorities:\n\n1. Roads\n2. Schools\n3. Clinics",
        ],
    },
    Kind {
        rule: "impossible-percent",
        slots: excess,
        templates: &[
            "Crime fell {pct} percent in a year.",
            "{pct} percent of respondents said yes.",
            "The new lamp uses {pct}% less power.",
            "Traffic deaths dropped by {pct}%.",
            "The drug cut deaths by {pct} percent.",
            "Turnout was {pct} percent.",
            "The new bricks are {pct} percent cheaper.",
            "Some {pct} percent of the residents want a new bridge.",
        ],
    },
    Kind {
        rule: "age-mismatch",
        slots: age,
        templates: &[
            "Maren Olsen, {now}, was born in {born} in Bergen.",
            "The painter ({born}–{died}) died at {atdeath}.",
            "The {now}-year-old actor was born in {born}.",
            "She was {then} when she joined the party in {event}, having been born in {born}.",
            "Born in {born}, he won the title in {event} at {then}.",
            "She was born in {born} and married in {event} aged {then}.",
            "The poet ({born}–{died}) was killed at the age of {atdeath}.",
            "Born in Oslo in {born}, she became a judge in {event} at the age of {then}.",
        ],
    },
    Kind {
        rule: "year-arithmetic",
        slots: years,
        templates: &[
            "From {from} to {to}, a {long}-year slump emptied the yards.",
            "In {marked}, the town marked the {round}th anniversary of the {from} flood.",
            "The bridge opened in {to}, {long} years after work began in {from}.",
            "The firm was founded in {from}, {ago} years ago.",
            "The fair began in {from} and celebrated its {round}th anniversary in {marked}.",
            "Some {long} years after the {from} flood, in {to}, the dam stayed shut.",
            "The bridge was built in {from}, {long} years before it was replaced in {to}.",
            "He spent {long} years in prison, from {from} to {to}.",
            "He ran the mill for {long} years, from {from} to {to}.",
            "The mine closed in {from} and, {long} years later, in {to}, it opened again.",
            "The {round}th anniversary of the {from} strike was celebrated in {marked}.",
        ],
    },
    Kind {
        rule: "reversed-range",
        slots: reversed,
        templates: &[
            "The firm asked between {a} and {b} employees to stay.",
            "Tickets cost from ${a} to ${b}.",
            "The war ({y}–{z}) changed the map.",
            "The course lasts {a}–{b} weeks.",
            "Children aged {a} to {b} swim free.",
            "The work was done between {y} and {z}.",
            "The boats measure between {a} and {b} metres.",
        ],
    },
    Kind {
        rule: "magnitude-slip",
        slots: magnitude,
        templates: &[
            "The plant cost ${n} million. Nobody complained. The ${n} {million} plant opened in May.",
            "The port authority owes ${n} million.\n\nThe port authority will repay the ${n} {million} by June.",
            "Each loaf has {n} milligrams of sodium. Doctors advise less than {n} {mg} of sodium.",
            "The wind farm makes {n} MW.\n\nThe wind farm's {n} {mw} go to the town.",
            "The stadium cost €{n} million. Voters were told that the stadium would cost €{n} {million}.",
        ],
    },
    Kind {
        rule: "inconsistent-figure",
        slots: figure,
        templates: &[
            "The quake killed {a} people. The mayor wept. The quake that killed {b} people was felt in Oslo.",
            "Halden has {a} branches. Halden's {b} branches are shut.",
            "The tunnel is {a} km long. Nobody lives near the {b} km tunnel.",
            "The report runs to {a} pages. Few will read the {b}-page report.",
            "The ferry carried {a} passengers.\n\nThe ferry's {b} passengers are safe.",
        ],
    },
    Kind {
        rule: "headline-mismatch",
        slots: headline,
        templates: &[
            "# Dam leak kills {a}\n\nThe leak killed {b} people in the valley, the mayor said.",
            "# Fares up {a}%\n\nFares rose by {b} percent, the operator said.",
            "# Vote set for Monday\n\nThe council votes on {day} in the town hall.",
            "# Brandt resigns\n\nAda {name} resigned after a long dispute.",
            "# {a} workers lose jobs\n\nThe yard dismissed {b} workers, the union said.",
            "# Mill sold for ${a} million\n\nThe mill was sold for ${b} million to a rival.",
        ],
    },
    Kind {
        rule: "inconsistent-name",
        slots: name,
        templates: &[
            "{given} {right} resigned on Monday. Later {given} {name} left the hall.",
            "Mayor {given} {right} spoke first.\n\nA crowd waited for {given} {name} outside.",
            "Halden Bank paid the fine. Nobody at {bank} Bank would comment.",
            "Zoë Baptiste won the race. The crowd cheered {zoe} Baptiste.",
            "{given} {right} runs the yard. \"We are ready,\" {right} said. The crew, {name} said, is tired.",
            "The book is by {given} {right}, a baker. Critics praised {given} {name} for her style.",
        ],
    },
    Kind {
        rule: "acronym-mismatch",
        slots: acronym,
        templates: &[
            "The World Health Organization ({who}) met in Geneva.",
            "The Norvik Radiation Protection Agency ({nrpa}) closed the plant.",
            "The International Monetary Fund ({imf}) lent the money.",
            "The National Audit Office ({nao}) read the books.",
            "The Harbour Workers' Union (HWU) met. Later the {union} Workers' Union (HWU) spoke.",
            "The Federal Aviation Administration ({faa}) grounded jets.",
        ],
    },
];
