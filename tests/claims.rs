//! `claims` through the real program: the sheet of an article, by byte of the file, in each format.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

struct Answer {
    code: i32,
    out: String,
    err: String,
}

fn pipe(args: &[&str], input: impl AsRef<[u8]>) -> Answer {
    let folder = tempfile::tempdir().expect("a folder for the test");
    std::fs::create_dir(folder.path().join(".git")).expect("writable");
    let mut child = Command::new(env!("CARGO_BIN_EXE_factcheck-ls"))
        .arg("claims")
        .args(args)
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.as_ref().to_vec();
    // It answers while it reads: whoever only writes would wait for ever.
    let feed = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("the program ends");
    feed.join().expect("all was fed");
    Answer {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("errors are UTF-8"),
    }
}

/// The objects of a run that gives one a line.
fn objects(answer: &Answer) -> Vec<Value> {
    answer.out.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect()
}

/// The words at a `span` of an object.
fn at<'t>(text: &'t str, value: &Value) -> &'t str {
    let [start, end] = [0, 1].map(|end| value["span"][end].as_u64().expect("an offset") as usize);
    &text[start..end]
}

const ARTICLE: &str = "\
# The ferry “Olé” returns

The ferry carried 7,000 passengers last week, *Ana Ruiz* said.[^log] “We were 🐟 full every single day,” Ruiz said.

[^log]: Harbour log, Norvik Port Authority, 2024.
";

#[test]
fn the_sheet_speaks_of_bytes_of_the_file() {
    let answer = pipe(&["-", "--format", "json"], ARTICLE);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let sheets: Value = serde_json::from_str(&answer.out).expect("JSON");
    let sheet = &sheets[0];
    assert_eq!(sheet["path"], "<stdin>");
    let keys: Vec<_> = sheet.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["attributions", "claims", "mentions", "path", "quotations", "sentences", "verify"]);

    let sentences: Vec<_> =
        sheet["sentences"].as_array().expect("a list").iter().map(|it| at(ARTICLE, it)).collect();
    assert_eq!(sentences[0], "The ferry “Olé” returns");
    assert!(sentences[1].starts_with("The ferry carried"), "{sentences:?}");
    let claims = sheet["claims"].as_array().expect("a list");
    assert_eq!(claims.len(), sentences.len());
    assert_eq!(claims[0]["status"], "not-checkable");
    let claim = &claims[1];
    assert_eq!(claim["status"], "sourced");
    assert_eq!(claim["citations"], json!(["log"]));
    assert!(claim["score"].as_f64().is_some_and(|score| score > 0.3 && score <= 1.0));
    assert!(claim["reasons"].as_array().is_some_and(|reasons| reasons.contains(&json!("a figure"))));
    assert!(claim["because"].as_str().is_some_and(|because| because.contains("own sentence")));

    let quotation = &sheet["quotations"][0];
    assert_eq!(at(ARTICLE, quotation), "“We were 🐟 full every single day,”");
    assert_eq!(at(ARTICLE, &quotation["speaker"]), "Ruiz");
    let attribution = &sheet["attributions"][0];
    assert_eq!(attribution["source"]["kind"], "person");
    assert_eq!(at(ARTICLE, &attribution["cue"]), "said");
    assert!(attribution["source"]["antecedent"].is_null());
    assert!(at(ARTICLE, &attribution["content"][0]).starts_with("The ferry carried"));
    let mention = &sheet["mentions"][0];
    assert_eq!((mention["text"].as_str(), mention["kind"].as_str()), (Some("Ana Ruiz"), Some("person")));
    for list in ["sentences", "quotations", "attributions", "mentions", "claims"] {
        for item in sheet[list].as_array().expect("a list") {
            for item in [item, &item["source"], &item["cue"], &item["speaker"]] {
                if let Some(text) = item["text"].as_str() {
                    assert_eq!(text, at(ARTICLE, item));
                }
            }
        }
    }
}

#[test]
fn each_line_is_a_document_of_its_own() {
    let lines = "Unemployment fell to 4 percent in May.\r\n\n*Stars* stay stars.\nIs it so?\n\u{feff}Ada left. Bo ran.";
    for format in [&[][..], &["--format", "json"], &["--format", "jsonl"]] {
        let answer = pipe(&[&["-", "--one-per-line"], format].concat(), lines);
        assert_eq!((answer.code, answer.err.as_str()), (0, ""));
        let objects = objects(&answer);
        assert_eq!(objects.len(), 5);
        assert_eq!(objects[0]["sentences"], json!([{"span": [0, 38]}]));
        assert_eq!(objects[1]["sentences"], json!([]));
        assert_eq!(objects[1]["claims"], json!([]));
        assert_eq!(objects[2]["claims"][0]["text"], "*Stars* stay stars.");
        assert_eq!(objects[3]["claims"][0]["status"], "not-checkable");
        assert_eq!(objects[4]["sentences"], json!([{"span": [3, 12]}, {"span": [13, 20]}]));
    }
}

#[test]
fn a_line_may_be_anything() {
    let mut input = b"It was 3 \xff\xfe degrees.\n\0\n\x1b[2J\n".to_vec();
    input.extend("“".repeat(5000).bytes());
    input.extend(b"\n");
    input.extend("(a said [".repeat(5000).bytes());
    input.extend(b"\n\xc3\nThe dam has 4 gates.");
    let answer = pipe(&["--one-per-line", "-"], &input);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let objects = objects(&answer);
    assert_eq!(objects.len(), 7);
    assert_eq!(objects[0]["sentences"], json!([{"span": [0, 20]}]));
    assert_eq!(objects[6]["claims"][0]["text"], "The dam has 4 gates.");
}

#[test]
fn thousands_of_lines_keep_their_order() {
    let input: String = (0..5000).map(|number| format!("Gate {number} has {number} locks.\n")).collect();
    let answer = pipe(&["-", "--one-per-line"], input);
    let objects = objects(&answer);
    assert_eq!(objects.len(), 5000);
    for (number, object) in objects.iter().enumerate() {
        assert_eq!(object["claims"][0]["text"], format!("Gate {number} has {number} locks."));
    }
}

#[test]
fn a_spreadsheet_gets_one_row_a_claim() {
    let answer = pipe(&["-", "--format", "csv"], ARTICLE);
    let rows: Vec<_> = answer.out.split_terminator("\r\n").collect();
    assert_eq!(
        rows[0],
        "path,line,status,score,claim,reasons,because,citations,kind,value,supported,\
         check,checked_by,checked_on,checked_from,check_note"
    );
    assert!(rows[1].starts_with("<stdin>,3,sourced,"), "{}", rows[1]);
    assert!(
        rows[1].contains("\"The ferry carried 7,000 passengers last week, Ana Ruiz said.\""),
        "{}",
        rows[1]
    );
    assert!(rows[1].ends_with(",log,claim,,yes,,,,,"), "{}", rows[1]);
    // What is to verify stands below the claims, a row each; what the note says is what it is verified against.
    let below: Vec<_> = rows.iter().skip_while(|row| row.contains(",claim,")).collect();
    assert!(below.iter().any(|row| row.contains("figure") && row.ends_with(",yes,,,,,")), "{below:?}");
    assert!(!answer.out.contains("Norvik Port Authority"), "{}", answer.out);
    assert_eq!(pipe(&["-", "--format", "csv"], "").out.lines().count(), 1, "heads alone");
}

/// Each figure, date and name once, with its lines, kind, value and support, in every format.
#[test]
fn figures_dates_and_names_are_a_tick_list() {
    let text = "---\ndate: 2024-05-16\n---\nThe yard cost $3.1 million, two-thirds of it borrowed.\n\n\
                Ana Ruiz said on 16 May 2024 that the ferry carried 7,000 passengers.\n\n\
                Another 7,000 passengers wait for Ruiz. Nearly a dozen left last week.\n";
    let sheets: Value = serde_json::from_str(&pipe(&["-", "--format", "json"], text).out).expect("JSON");
    let items = sheets[0]["verify"].as_array().expect("a list");
    let item = |value: &str| {
        let mut found = items.iter().filter(|item| item["value"] == value);
        let one = found.next().unwrap_or_else(|| panic!("{value} in {items:#?}"));
        assert!(found.next().is_none(), "{value} stands once");
        assert_eq!(at(text, one), one["text"].as_str().expect("words"));
        one
    };
    let told = |value: &str| {
        let item = item(value);
        (item["group"].clone(), item["kind"].clone(), item["lines"].clone(), item["supported"].clone())
    };
    assert_eq!(told("USD 3,100,000"), (json!("figure"), json!("money"), json!([4]), json!(false)));
    assert_eq!(told("66.7%"), (json!("figure"), json!("fraction"), json!([4]), json!(false)));
    assert_eq!(told("7,000 passengers"), (json!("figure"), json!("count"), json!([6, 8]), json!(true)));
    assert_eq!(told("12"), (json!("figure"), json!("count"), json!([8]), json!(false)));
    assert_eq!(told("2024-05-16"), (json!("date"), json!("day"), json!([6]), json!(true)));
    assert_eq!(told("2024-05-06/2024-05-12"), (json!("date"), json!("relative"), json!([8]), json!(false)));
    assert_eq!(told("Ana Ruiz"), (json!("name"), json!("person"), json!([6, 8]), json!(true)));
    let plain = pipe(&["-"], text).out;
    assert!(plain.contains("Figures to verify (4)"), "{plain}");
    assert!(plain.contains("[ ] $3.1 million = USD 3,100,000 (money · ○ no support · line 4)"), "{plain}");
    let page = pipe(&["-", "--format", "html"], text).out;
    let row = page.lines().find(|line| line.contains("USD 3,100,000")).expect("a row");
    assert!(row.contains("<input type=\"checkbox\">") && row.contains("no support"), "{row}");
    let table = pipe(&["-", "--format", "csv"], text).out;
    let row =
        "<stdin>,6,attributed,,\"7,000 passengers\",figure,\"on lines 6, 8\",,count,\"7,000 passengers\",yes";
    assert!(table.contains(row), "{table}");
}

#[test]
fn a_checker_reads_signs_and_totals() {
    let answer = pipe(&["-"], ARTICLE);
    assert!(
        answer.out.contains("    3 ● The ferry carried 7,000 passengers last week, Ana Ruiz said."),
        "{}",
        answer.out
    );
    assert!(answer.out.contains("cites log"), "{}", answer.out);
    assert!(answer.out.contains("● sourced 1 · ◐ attributed 1 · ◆ anonymous 0"), "{}", answer.out);
    assert!(!answer.out.contains('\u{1b}'), "no colour in a pipe");
    let page =
        pipe(&["-", "--format", "html", "--stdin-filename", "a.txt"], "Ana <Ruiz> & Co. had 7,000.").out;
    assert!(page.contains("Ana &lt;Ruiz&gt; &amp; Co."), "{page}");
}

#[test]
fn files_are_told_in_order_and_a_bad_one_stops_nothing() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join(name), bytes).expect("writable");
    };
    std::fs::create_dir(folder.path().join(".git")).expect("writable");
    write("a.md", b"The dam has *four* gates.");
    write("b.md", b"The dam \xff.");
    write("c.txt", b"The *dam* has five gates.");
    let run = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_factcheck-ls"))
            .args(args)
            .current_dir(folder.path())
            .output()
            .expect("the program runs");
        (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"), output.stderr)
    };
    let (code, out, err) = run(&["claims", "--format", "jsonl"]);
    assert_eq!(code, Some(2));
    assert!(String::from_utf8_lossy(&err).contains("b.md: line 1"), "{err:?}");
    let sheets: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(
        sheets.iter().map(|sheet| sheet["path"].as_str()).collect::<Vec<_>>(),
        [Some("a.md"), Some("c.txt")]
    );
    assert_eq!(sheets[1]["claims"][0]["text"], "The *dam* has five gates.");
    let (code, out, _) = run(&["claims", "--one-per-line", "b.md"]);
    assert_eq!((code, out.lines().count()), (Some(0), 1));
    assert_eq!(run(&["claims", "-", "a.md"]).0, Some(2));
    assert_eq!(run(&["claims", "--stdin-filename", "x.md", "a.md"]).0, Some(2));
}
