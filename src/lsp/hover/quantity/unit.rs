//! Plain conversions between the units that newsrooms convert.

use super::number::grouped;

/// A unit with its names, what it converts to, and how.
struct Unit {
    names: &'static [&'static str],
    short: &'static str,
    to: &'static str,
    factor: f64,
    plus: f64,
}

const fn unit(names: &'static [&'static str], short: &'static str, to: &'static str, factor: f64) -> Unit {
    Unit { names, short, to, factor, plus: 0.0 }
}

/// Units by their names in lower case. Square and cubic ones come first: "square kilometres" holds "kilometres".
const UNITS: &[Unit] = &[
    unit(
        &[
            "square kilometres",
            "square kilometers",
            "square kilometre",
            "square kilometer",
            "sq km",
            "km2",
            "km²",
        ],
        "km²",
        "square miles",
        0.386_102,
    ),
    unit(&["square miles", "square mile", "sq mi"], "square miles", "km²", 2.589_988),
    unit(
        &["square metres", "square meters", "square metre", "square meter", "m²"],
        "m²",
        "square feet",
        10.763_91,
    ),
    unit(&["square feet", "square foot", "sq ft"], "square feet", "m²", 0.092_903),
    unit(&["kilometres per hour", "kilometers per hour", "km/h", "kph", "kmh"], "km/h", "mph", 0.621_371),
    unit(&["miles per hour", "miles an hour", "mph"], "mph", "km/h", 1.609_344),
    unit(&["kilometres", "kilometers", "kilometre", "kilometer", "km", "kms"], "km", "miles", 0.621_371),
    unit(&["nautical miles", "nautical mile"], "nautical miles", "km", 1.852),
    unit(&["miles", "mile"], "miles", "km", 1.609_344),
    unit(&["hectares", "hectare", "ha"], "ha", "acres", 2.471_054),
    unit(&["acres", "acre"], "acres", "ha", 0.404_686),
    unit(&["kilograms", "kilogrammes", "kilogram", "kilos", "kilo", "kg"], "kg", "pounds", 2.204_623),
    unit(&["lb", "lbs"], "lb", "kg", 0.453_592),
    unit(&["metres", "meters", "metre", "meter"], "m", "feet", 3.280_84),
    unit(&["feet", "foot", "ft"], "feet", "m", 0.3048),
    unit(&["centimetres", "centimeters", "centimetre", "centimeter", "cm"], "cm", "inches", 0.393_701),
    unit(&["inches", "inch"], "inches", "cm", 2.54),
    unit(&["litres", "liters", "litre", "liter"], "litres", "US gallons", 0.264_172),
    unit(&["gallons", "gallon"], "US gallons", "litres", 3.785_412),
    Unit {
        names: &["degrees celsius", "degree celsius", "°c", "celsius"],
        short: "°C",
        to: "°F",
        factor: 1.8,
        plus: 32.0,
    },
    Unit {
        names: &["degrees fahrenheit", "degree fahrenheit", "°f", "fahrenheit"],
        short: "°F",
        to: "°C",
        factor: 1.0 / 1.8,
        plus: -32.0 / 1.8,
    },
];

/// "12 km = 7.5 miles"; nothing when the words after the number are no unit that is converted.
pub(super) fn converted(low: f64, high: f64, words: &str, number: &str) -> Option<String> {
    let after = words.find(number).map(|at| &words[at + number.len()..])?;
    let folded = after.to_lowercase().replace('-', " ");
    let folded = folded.trim();
    let unit = UNITS.iter().find(|unit| {
        unit.names.iter().any(|name| {
            folded.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        })
    })?;
    let convert = |value: f64| rounded(value * unit.factor + unit.plus);
    let pair = |low: String, high: String| if low == high { low } else { format!("{low}–{high}") };
    Some(format!(
        "{} {} = {} {}",
        pair(grouped(low), grouped(high)),
        unit.short,
        pair(grouped(convert(low)), grouped(convert(high))),
        unit.to
    ))
}

/// As exact as a newspaper is: three digits or so.
fn rounded(value: f64) -> f64 {
    let size = value.abs();
    let step = if size >= 1000.0 {
        10f64.powf(size.log10().floor() - 2.0)
    } else if size >= 100.0 {
        1.0
    } else if size >= 1.0 {
        0.1
    } else {
        0.001
    };
    let whole = (value / step).round() * step;
    (whole * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_what_newsrooms_convert() {
        for (value, words, number, told) in [
            (12.0, "12 km", "12", "12 km = 7.5 miles"),
            (5.0, "about 5 miles", "5", "5 miles = 8 km"),
            (30.0, "30 degrees Celsius", "30", "30 °C = 86 °F"),
            (-40.0, "−40 °F", "−40", "−40 °F = −40 °C"),
            (3000.0, "3,000 hectares", "3,000", "3,000 ha = 7,410 acres"),
            (100.0, "100 square kilometres", "100", "100 km² = 38.6 square miles"),
            (80.0, "80 kg", "80", "80 kg = 176 pounds"),
        ] {
            assert_eq!(converted(value, value, words, number).as_deref(), Some(told));
        }
        assert_eq!(converted(3.0, 5.0, "3 to 5 km", "3 to 5").as_deref(), Some("3–5 km = 1.9–3.1 miles"));
        assert_eq!(converted(50.0, 50.0, "50 pounds sterling", "50"), None, "pounds may be money");
        assert_eq!(converted(50.0, 50.0, "50 footballers", "50"), None);
    }
}
