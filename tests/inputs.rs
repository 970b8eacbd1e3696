//! Every format of input, and everything that can be wrong with one, through the real program.

mod common;

use std::collections::BTreeMap;
use std::io::Write;

use common::program::{Dir, Ran};
use serde_json::Value;

/// Sentences as `read` lists them: document, part, date and text.
fn sentences(ran: &Ran) -> Vec<(String, String, String, String)> {
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or("-").to_owned();
    ran.lines::<Value>().iter().map(|line| (text(line, "document"), text(line, "part"), text(line, "date"), text(line, "text"))).collect()
}

/// The same as `document part date text`.
fn shown(ran: &Ran) -> Vec<String> {
    sentences(ran).into_iter().map(|(document, part, date, text)| format!("{document} {part} {date} {text}")).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).and_then(|()| packed.finish()).unwrap_or_else(|error| panic!("{error}"))
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 0).unwrap_or_else(|error| panic!("{error}"))
}

const LINES: &str = r#"{"id": "a1", "title": "Xi belt.", "text": "BEIJING (ANP) - China belt.", "date": "2026-01-27T09:30:00Z"}
{"Body": "De NAVO belt.", "published": "Tue, 27 Jan 2026 09:30:00 +0100", "more": {"text": "nee"}}

{"_id": 7, "content": ["Iran belt.", "Irak belt."], "date": 1769502600}
"#;

const READ: [&str; 6] = [
    "a1 headline 2026-01-27 Xi belt.",
    "a1 lead 2026-01-27 China belt.",
    "n.jsonl:2 lead 2026-01-27 De NAVO belt.",
    "7 lead 2026-01-27 Iran belt.",
    "7 body 2026-01-27 Irak belt.",
    "",
];

mod records {
    use super::*;

    /// One damaged byte costs a text no more than that byte, and a file of records no more than that record.
    #[test]
    fn a_damaged_byte_costs_no_more_than_it_must() {
        let dir = Dir::new();
        dir.write("a.txt", b"Isra\xc3\xabl bezoekt Braz\xff en China. Belgi\xc3\xab steunt Rusland.\n");
        let ran = dir.run(&["extract", "a.txt"]);
        ran.code(2).tells("a.txt:1: is not UTF-8 text (byte 0xff), though the text around it is; the rest is used");
        ran.shows("\"actor\":\"il\"").shows("\"actor\":\"cn\"").shows("\"actor\":\"be\"");
        let line = |text: &[u8]| [b"{\"text\": \"", text, b"\"}\n"].concat();
        let lines = [line("Israël zwijgt.".as_bytes()), line(b"Isra\xc3\xabl \xff en China."), line("België spreekt.".as_bytes())];
        dir.write("b.jsonl", lines.concat());
        let ran = dir.run(&["extract", "b.jsonl"]);
        ran.code(2).tells("b.jsonl:2: is not UTF-8 text (byte 0xff)").shows("\"actor\":\"be\"");
        ran.must(!ran.stdout.contains("\"actor\":\"cn\""), "a damaged record is read");
        // Windows-1252 is no damage.
        dir.write("c.jsonl", line(b"Isra\xebl \x96 Belgi\xeb."));
        dir.run(&["extract", "c.jsonl"]).code(0).shows("\"actor\":\"il\"").shows("\"actor\":\"be\"");
    }

    #[test]
    fn json_lines_are_records() {
        let dir = Dir::new();
        dir.write("n.jsonl", LINES);
        let ran = dir.run(&["read", "n.jsonl"]);
        assert_eq!(shown(ran.code(0).silent()), READ[..5]);
        // By content alone, and through standard input.
        dir.write("n", LINES).write("n.json", LINES);
        let named = |name: &str| READ[..5].iter().map(|line| line.replace("n.jsonl", name)).collect::<Vec<_>>();
        assert_eq!(shown(&dir.run(&["read", "n"])), named("n"));
        assert_eq!(shown(&dir.run(&["read", "n.json"])), named("n.json"));
        assert_eq!(shown(&dir.run_with(&["read", "-"], LINES.as_bytes())), named("-"));
    }

    #[test]
    fn packed_files_are_read_whatever_their_name() {
        let dir = Dir::new();
        let half = LINES.find("\n{\"_id").unwrap() + 1;
        let members = [gzip(&LINES.as_bytes()[..half]), gzip(&LINES.as_bytes()[half..])].concat();
        dir.write("n.jsonl.gz", gzip(LINES.as_bytes())).write("n.jsonl.zst", zstd(LINES.as_bytes())).write("two.jsonl.gz", members);
        dir.write("p.jsonl", zstd(LINES.as_bytes())).write("a.txt.gz", gzip("De NAVO belt.".as_bytes()));
        for name in ["n.jsonl.gz", "n.jsonl.zst", "two.jsonl.gz", "p.jsonl"] {
            let expected: Vec<String> = READ[..5].iter().map(|line| line.replace("n.jsonl", name)).collect();
            assert_eq!(shown(dir.run(&["read", name]).code(0)), expected);
        }
        assert_eq!(shown(&dir.run(&["read", "a.txt.gz"])), ["a.txt.gz lead - De NAVO belt."]);
    }

    #[test]
    fn fields_are_named_by_options() {
        let dir = Dir::new();
        let line =
            r#"{"nr": 5, "text": "Verkeerd.", "meta": {"kop": "Kop", "dag": "27-1-2026"}, "inhoud": {"tekst": "De EU belt."}, "text2": 1}"#;
        dir.write("2020-01-01.jsonl", line);
        let options = ["--text-field", "inhoud.tekst", "--title-field", "meta.kop", "--date-field", "meta.dag", "--id-field", "nr"];
        let ran = dir.run(&[&["read", "2020-01-01.jsonl"], &options[..]].concat());
        assert_eq!(shown(ran.code(0)), ["5 headline 2026-01-27 Kop", "5 lead 2026-01-27 De EU belt."]);
        // Without a date field the name of the file tells the day.
        let ran = dir.run(&["read", "2020-01-01.jsonl", "--text-field", "inhoud.tekst"]);
        assert_eq!(shown(ran.code(0)), ["2020-01-01.jsonl:1 lead 2020-01-01 De EU belt."]);
    }

    #[test]
    fn offsets_refer_to_the_text_that_is_read() {
        let dir = Dir::new();
        dir.write("n.jsonl", "{\"id\": 1, \"title\": \"Één\", \"text\": \"De NAVO.\", \"url\": \"https://krant.example/1\"}\n");
        dir.write("a.html", "<html><body><h1>Kop</h1><p>België en de EU.</body></html>");
        let texts: Vec<Value> = dir.run(&["read", "--texts", "n.jsonl", "a.html"]).code(0).lines();
        assert_eq!(
            texts[1],
            serde_json::json!({"document": "1", "date": null, "url": "https://krant.example/1", "text": "Één\n\nDe NAVO."})
        );
        let mentions: Vec<Value> = dir.run(&["extract", "n.jsonl", "a.html"]).code(0).lines();
        assert_eq!(mentions.len(), 3);
        for mention in mentions {
            let text = texts.iter().find(|text| text["document"] == mention["document"]).and_then(|text| text["text"].as_str()).unwrap();
            let [start, end] = ["start", "end"].map(|key| usize::try_from(mention[key].as_u64().unwrap()).unwrap());
            let cut: String = text.chars().skip(start).take(end - start).collect();
            assert_eq!(mention["text"], cut);
        }
    }

    #[test]
    fn tables_with_any_delimiter() {
        let dir = Dir::new();
        let rows = [
            ["id", "titel", "tekst", "datum"],
            ["1", "Kop", "\"De NAVO belt.\nEn \"\"China\"\" ook.\"", "27-01-2026"],
            ["2", "", "De EU belt.", ""],
        ];
        let expected =
            ["1 headline 2026-01-27 Kop", "1 lead 2026-01-27 De NAVO belt.", "1 body 2026-01-27 En \"China\" ook.", "2 lead - De EU belt."];
        for (name, sign) in [("a.csv", ","), ("b.csv", ";"), ("c.tsv", "\t"), ("d.csv", "|"), ("e.csv", "\t"), ("zonder", ";")] {
            let table: String = rows.iter().map(|row| row.join(sign) + "\r\n").collect();
            dir.write(name, &table);
            assert_eq!(shown(dir.run(&["read", name]).code(0).silent()), expected, "{name}");
        }
        dir.write("sep.csv", "sep=;\nid;text\n1;De EU, die belt.\n");
        assert_eq!(shown(dir.run(&["read", "sep.csv"]).code(0)), ["1 lead - De EU, die belt."]);
    }

    #[test]
    fn tables_in_any_encoding() {
        let dir = Dir::new();
        let table = "id;tekst\n1;Curaçao, België en de NAVO bellen.\n";
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(table.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let latin: Vec<u8> = table.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        dir.write("a.csv", format!("\u{feff}{table}")).write("b.csv", utf16).write("c.csv", &latin).write("d.csv", latin);
        for name in ["a.csv", "b.csv", "c.csv"] {
            let expected = "1 lead - Curaçao, België en de NAVO bellen.";
            assert_eq!(shown(dir.run(&["read", name]).code(0).silent()), [expected], "{name}");
        }
        dir.run(&["read", "d.csv", "--encoding", "iso-8859-1"]).code(0).shows("Curaçao");
        dir.run(&["read", "d.csv", "--encoding", "klinkklaar"]).code(2).tells("no encoding is called \"klinkklaar\"").tells("windows-1252");
    }

    #[test]
    fn a_broken_line_is_told_and_the_rest_is_used() {
        let dir = Dir::new();
        dir.write(
            "n.jsonl",
            "{\"text\": \"De NAVO.\"}\n{\"text\": \"De \n[1]\n{\"x\": 1, \"y\": 2}\n{\"text\": \"De EU.\", \"date\": \"gisteren\"}\n",
        );
        let ran = dir.run(&["read", "n.jsonl"]);
        ran.code(2)
            .tells("n.jsonl:2: is no JSON object (EOF while parsing a string, column 13); mend or delete the line")
            .tells("n.jsonl:3: is no JSON object (invalid type: sequence, expected an object")
            .tells("n.jsonl:4: has no field \"text\", \"body\"")
            .tells("name the field of the text with --text-field; there are x, y")
            .tells("n.jsonl:5: the date \"gisteren\" cannot be read, so the record counts as undated");
        ran.must(ran.stderr.lines().count() == 4, "there are four errors");
        assert_eq!(shown(&ran), ["n.jsonl:1 lead - De NAVO.", "n.jsonl:5 lead - De EU."]);
    }

    #[test]
    fn many_errors_of_one_file_are_summed_up() {
        let dir = Dir::new();
        dir.write("n.jsonl", "kapot\n".repeat(1000) + "{\"text\": \"De NAVO.\"}\n");
        let ran = dir.run(&["read", "n.jsonl"]);
        ran.code(2).tells("n.jsonl:20: is no JSON").tells("error: n.jsonl: 980 more errors in this file").shows("De NAVO.");
        ran.must(ran.stderr.lines().count() == 21, "the rest is summed up");
    }

    #[test]
    fn rows_that_do_not_fit_are_told_and_the_rest_is_used() {
        let dir = Dir::new();
        dir.write("n.csv", "id,text\n1,De NAVO belt.\n2\n3,De EU,belt.\n4,China belt.\n");
        let ran = dir.run(&["read", "n.csv"]);
        ran.code(2)
            .tells("n.csv:3: has 1 cells where the header has 2, so it is left out")
            .tells("n.csv:4: has 3 cells where the header has 2");
        assert_eq!(shown(&ran), ["1 lead - De NAVO belt.", "4 lead - China belt."]);
        // Lines are counted in files of any system, and empty ones are lines.
        for end in ["\n", "\r\n"] {
            dir.write("n.csv", ["id,text", "", "2,\"De NAVO", "belt.\"", "3", "", "4,\"De EU \"belt", "6", "7", ""].join(end));
            let ran = dir.run(&["read", "n.csv"]);
            for line in [5, 8, 9] {
                ran.tells(&format!("n.csv:{line}: has 1 cells"));
            }
        }
        dir.write("k.csv", "nr,inhoud\n1,De NAVO.\n").write("leeg.csv", "");
        dir.run(&["read", "k.csv"]).code(2).tells("k.csv:1: has no field").tells("there are nr, inhoud");
        dir.run(&["read", "k.csv", "--text-field", "inhoud"]).code(0).shows("De NAVO.");
        dir.run(&["read", "leeg.csv"]).code(1).tells("note: what was read holds no text\n");
    }

    #[test]
    fn a_quote_that_is_never_closed_ends_the_table() {
        let dir = Dir::new();
        dir.write("n.csv", format!("id,text\n1,De NAVO belt.\n2,\"De EU\n{}", "3,China belt.\n".repeat(3000)));
        let ran = dir.run(&["read", "n.csv", "--max-size", "10k"]);
        ran.code(2).tells("n.csv:3: is longer than 10240 bytes (perhaps a quote is opened there and never closed");
        assert_eq!(shown(&ran), ["1 lead - De NAVO belt."]);
    }

    #[test]
    fn lines_that_are_too_long_are_passed_over() {
        let dir = Dir::new();
        let long = |text: &str, size: usize| format!("{{\"text\": \"{text}\", \"x\": \"{}\"}}\n", "x".repeat(size));
        dir.write("n.jsonl", [long("De NAVO.", 10), long("De EU.", 5000), long("China.", 3 << 20), long("Iran.", 10)].concat());
        let ran = dir.run(&["read", "n.jsonl", "--max-size", "2k"]);
        ran.code(2).tells("n.jsonl:2: is longer than 2048 bytes; allow more with --max-size").tells("n.jsonl:3: is longer than 2048 bytes");
        assert_eq!(shown(&ran), ["n.jsonl:1 lead - De NAVO.", "n.jsonl:4 lead - Iran."]);
    }
}

mod damage {
    use super::*;

    #[test]
    fn a_packed_file_that_is_cut_off_is_used_up_to_there() {
        let dir = Dir::new();
        let mut text = String::new();
        for n in 0..4000_u64 {
            text.push_str(&format!("{{\"text\": \"De NAVO belt {}.\"}}\n", n.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        }
        let packed = gzip(text.as_bytes());
        dir.write("n.jsonl.gz", &packed[..packed.len() / 2]);
        let ran = dir.run(&["read", "n.jsonl.gz"]);
        ran.code(2).tells("the gzip data ends too early; what comes before is used; fetch or make the file again");
        let count = ran.stdout.lines().count();
        ran.must((1000..3500).contains(&count), &format!("{count} lines"));
        ran.tells(&format!("n.jsonl.gz:{}:", count + 1));
        let packed = zstd(text.as_bytes());
        dir.write("n.jsonl.zst", &packed[..packed.len() - 9]).write("a.txt.zst", &zstd("De NAVO.\nDe EU.".as_bytes())[..20]);
        dir.run(&["read", "n.jsonl.zst"]).code(2).tells("the zstd data ends too early");
        dir.run(&["read", "a.txt.zst"])
            .code(2)
            .tells("a.txt.zst:2: the zstd data ends too early; what comes before is used")
            .shows("De NAVO.");
        // Where a line ends nobody can tell, and half a word may be another one.
        let line = (0..4000_u64).map(|n| format!("De NAVO belt {}. ", n.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect::<String>();
        let packed = gzip(line.as_bytes());
        dir.write("one.txt.gz", &packed[..packed.len() / 2]);
        let ran = dir.run(&["read", "one.txt.gz"]);
        ran.code(2)
            .tells("one.txt.gz:1: the gzip data ends too early; nothing of it is used, since no whole line comes before; fetch or make");
        assert_eq!(ran.stdout, "");
    }

    #[test]
    fn what_expands_beyond_measure_is_stopped() {
        let dir = Dir::new();
        dir.write("bom.txt.gz", gzip(&vec![b' '; 60 << 20]))
            .write("bom.jsonl.zst", zstd(&vec![b'\n'; 60 << 20]))
            .write("a.txt", "De NAVO.");
        let ran = dir.run(&["read", "bom.txt.gz", "bom.jsonl.zst", "a.txt"]);
        ran.code(2).tells("bom.txt.gz:1: expands to more than 200 times its size").tells("bom.jsonl.zst:").shows("De NAVO.");
    }

    #[test]
    fn what_is_no_text_is_told_with_what_to_do() {
        let dir = Dir::new();
        dir.write("a.pdf", b"%PDF-1.7\n\0").write("b.jsonl", b"PK\x03\x04\0\0").write("c.txt", vec![b'a'; 5000]).write("d.txt", "De NAVO.");
        let ran = dir.run(&["read", "a.pdf", "b.jsonl", "c.txt", "d.txt", "--max-size", "4k"]);
        ran.code(2)
            .tells("a.pdf:2: holds binary data (PDF), not text; take its text out with pdftotext")
            .tells("b.jsonl:1: holds binary data (ZIP or office file), not text; unpack it")
            .tells("c.txt:1: is longer than 4096 bytes; allow more with --max-size")
            .shows("De NAVO.");
    }
}

mod pages {
    use super::*;

    const BODY: &str = "<nav><a href=/>Voorpagina</a> <a href=/b>Buitenland</a></nav><article><h1>Xi ontvangt Poetin</h1>
<p>BEIJING (ANP) - China en Rusland praten dinsdag over handel, zei de Chinese president Xi&nbsp;Jinping in een lange toespraak, waarin
hij ook de Verenigde Staten noemde.</p><p>De NAVO wil niets zeggen over het gesprek, zo liet een woordvoerder in Brussel weten, die zijn
naam niet wilde noemen.</p><p>Meer uit Buitenland</p><p>TOKYO (ANP) - Japan stuurt een schip naar de Filipijnen.</p><p>2 uur geleden</p>
</article><footer>Contact met de redactie</footer>";

    fn page(head: &str) -> String {
        format!("<!DOCTYPE html>\n<html lang=nl><head>{head}</head><body>{BODY}</body></html>")
    }

    #[test]
    fn the_article_is_taken_with_headline_date_and_teasers() {
        let dir = Dir::new();
        let head =
            "<title>Xi ontvangt Poetin - De Krant</title><meta property='article:published_time' content='2026-01-27T09:30:00+01:00'>";
        dir.write("a.html", page(head)).write("b", page(head)).write("c.html.gz", gzip(page(head).as_bytes()));
        for name in ["a.html", "b", "c.html.gz"] {
            let ran = dir.run(&["read", name]);
            let parts: Vec<(String, String)> = sentences(ran.code(0)).into_iter().map(|(_, part, _, text)| (part, text)).collect();
            assert_eq!(parts[0], ("headline".to_owned(), "Xi ontvangt Poetin".to_owned()));
            assert!(parts[1].1.starts_with("China en Rusland praten dinsdag"), "{ran}");
            assert_eq!(parts.iter().filter(|(_, text)| text == "Xi ontvangt Poetin").count(), 1, "{ran}");
            assert_eq!(parts.last().unwrap(), &("teaser".to_owned(), "Japan stuurt een schip naar de Filipijnen.".to_owned()));
            assert!(sentences(&ran).iter().all(|(.., date, _)| date == "2026-01-27"), "{ran}");
            assert!(!ran.stdout.contains("Contact") && !ran.stdout.contains("Voorpagina"), "{ran}");
        }
    }

    #[test]
    fn a_title_that_names_the_site_is_none() {
        let dir = Dir::new();
        for (head, heading, headline) in [
            ("De Krant", "Macron bezoekt Poetin in Moskou", "Macron bezoekt Poetin in Moskou"),
            ("Macron bij Poetin in Moskou", "Macron bezoekt Poetin in Moskou", "Macron bij Poetin in Moskou"),
            ("Poetin ziek", "Live", "Poetin ziek"),
        ] {
            dir.write("a.html", page(&format!("<title>{head}</title>")).replace("Xi ontvangt Poetin", heading));
            let all = sentences(dir.run(&["read", "a.html"]).code(0));
            assert_eq!((all[0].1.as_str(), all[0].3.as_str()), ("headline", headline));
        }
    }

    #[test]
    fn linked_data_comes_first() {
        let dir = Dir::new();
        let words =
            "De NAVO en de Europese Unie spreken vandaag lang over de oorlog in Oekraïne en over alles wat daarmee te maken heeft. ";
        let data = serde_json::json!({"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Krant"}, {"@type": ["NewsArticle"],
            "headline": "NAVO vergadert", "datePublished": "2025-03-04T10:00:00+01:00", "articleBody": words.repeat(3), "url": "https://krant.example/1"}]});
        let head =
            format!("<meta property='article:published_time' content='2020-01-01'><script type='application/ld+json'>{data}</script>");
        dir.write("a.html", page(&head));
        let ran = dir.run(&["read", "a.html"]);
        let all = sentences(ran.code(0));
        assert_eq!((all[0].1.as_str(), all[0].2.as_str(), all[0].3.as_str()), ("headline", "2025-03-04", "NAVO vergadert"));
        assert_eq!(all.len(), 4, "{ran}");
        // A body that only begins the article does not stand for it.
        let short = serde_json::json!({"@type": "NewsArticle", "headline": "NAVO vergadert", "articleBody": "De NAVO…"});
        dir.write(
            "b.html",
            page(&format!("<script type='application/ld+json'>{short}</script><script type='application/ld+json'>{{kapot</script>")),
        );
        dir.run(&["read", "b.html"]).code(0).shows("China en Rusland praten").shows("NAVO vergadert");
    }

    #[test]
    fn pages_tell_their_encoding() {
        let dir = Dir::new();
        let latin = |text: &str| text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect::<Vec<u8>>();
        let text = page("<meta charset=\"iso-8859-1\">").replace("De NAVO", "België, Curaçao en de NAVO");
        dir.write("a.html", latin(&text)).write("b.html", latin(&text.replace("iso-8859-1", "x"))).write("c.html", &text);
        for name in ["a.html", "b.html", "c.html"] {
            dir.run(&["read", name]).code(0).shows("België, Curaçao en de NAVO");
        }
    }

    #[test]
    fn pages_that_cannot_be_used_are_told() {
        let dir = Dir::new();
        dir.write("diep.html", format!("<html><body>\n{}De NAVO.", "<div>".repeat(50_000)))
            .write("leeg.html", "<html><body></body></html>");
        dir.write("bin.html", b"<html>\0\0").write("a.txt", "De EU belt.");
        let ran = dir.run(&["read", "diep.html", "leeg.html", "bin.html", "a.txt"]);
        ran.code(2)
            .tells("diep.html:2: nests its elements more than 400 deep; give the page as plain text")
            .tells("leeg.html: no article was found on this page")
            .tells("bin.html:1: holds binary data")
            .shows("De EU belt.");
    }

    #[test]
    fn a_page_without_an_article_gives_all_its_text() {
        let dir = Dir::new();
        dir.write(
            "a.html",
            "<html><body><ul><li>KYIV (ANP) - Rusland valt aan.<li>De NAVO belt.</ul><script>var x = 'nee';</script></body></html>",
        );
        let ran = dir.run(&["read", "a.html"]);
        ran.code(0).shows("Rusland valt aan.").shows("De NAVO belt.").must(!ran.stdout.contains("var x"), "a script is text");
    }

    #[test]
    fn web_archives_hold_pages() {
        let dir = Dir::new();
        let record = |kind: &str, uri: &str, body: &[u8]| {
            let head = format!(
                "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2026-01-28T10:00:00Z\r\nX-Long: een\r\n twee\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            [head.as_bytes(), body, b"\r\n\r\n"].concat()
        };
        let http = |kind: &str, extra: &str, body: &[u8]| {
            [format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{extra}\r\n").as_bytes(), body].concat()
        };
        let text = page("");
        let packed = gzip(text.as_bytes());
        let chunks = [format!("{:x}\r\n", packed.len()).as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat();
        let latin: Vec<u8> = page("").replace("De NAVO", "België").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let records = [
            record("warcinfo", "", b"software: een\r\n"),
            record("request", "https://krant.example/1", b"GET / HTTP/1.1\r\n\r\n"),
            record("response", "https://krant.example/1", &http("text/html; charset=utf-8", "", text.as_bytes())),
            record("response", "https://krant.example/p.png", &http("image/png", "", b"\x89PNG\0")),
            record(
                "response",
                "https://krant.example/2",
                &http("text/html", "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", &chunks),
            ),
            record("response", "https://krant.example/3", &http("text/html; charset=iso-8859-1", "", &latin)),
        ];
        let single = records.concat();
        let each: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
        dir.write("a.warc", &single).write("b.warc.gz", each).write("c", &single).write("d.warc", &single[..single.len() - 400]);
        for name in ["a.warc", "b.warc.gz", "c"] {
            let ran = dir.run(&["read", name]);
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for (document, _, date, _) in sentences(ran.code(0).silent()) {
                assert_eq!(date, "2026-01-28", "the day of fetching, as the page tells none");
                *counts.entry(document).or_default() += 1;
            }
            assert_eq!(
                counts.keys().collect::<Vec<_>>(),
                [1, 2, 3].map(|page| format!("https://krant.example/{page}")).iter().collect::<Vec<_>>(),
                "{ran}"
            );
            ran.shows("België");
        }
        let ran = dir.run(&["read", "d.warc"]);
        ran.code(2).tells("d.warc:6: is no web archive (the last record has").shows("krant.example/2");
        dir.write("e.warc", b"WARC/1.0\r\nWARC-Type: response\r\n\r\n");
        dir.run(&["read", "e.warc"]).code(2).tells("e.warc:1: is no web archive (a record has no Content-Length");
    }
}

mod order {
    use super::*;

    /// A hundred records a file, in three files of different formats.
    fn corpus(dir: &Dir) {
        let record = |n: usize| {
            let names = ["China", "Rusland", "de NAVO", "Iran", "Oekraïne", "de EU", "Japan"];
            format!("{} en {} spreken over punt {n}.", names[n % 7], names[(n * 3 + 1) % 7])
        };
        let lines: String = (0..4000).map(|n| format!("{{\"text\": \"{}\", \"id\": {}}}\n", record(n), 9000 - n)).collect();
        let rows: String = (0..4000).map(|n| format!("{n};{}\n", record(n + 3))).collect();
        dir.write("p/b.jsonl.gz", gzip(lines.as_bytes())).write("p/c.csv", format!("nr;text\n{rows}")).write("p/a.txt", record(1));
        dir.write("p/d.jsonl", "kapot\n{\"text\": \"Irak.\"}\n");
    }

    #[test]
    fn records_come_in_the_order_of_their_file_whatever_the_threads() {
        let dir = Dir::new();
        corpus(&dir);
        for command in ["read", "extract", "graph"] {
            let [one, two, many] = ["1", "2", "5"].map(|jobs| dir.run(&[command, "p", "--jobs", jobs]));
            one.code(2).must(one.stdout == two.stdout && one.stdout == many.stdout && one.stderr == many.stderr, "threads matter");
        }
        let documents: Vec<String> = sentences(&dir.run(&["read", "p"])).into_iter().map(|(document, ..)| document).collect();
        assert_eq!(documents.len(), 8002);
        assert_eq!([&documents[0], &documents[1], &documents[2], &documents[4001]], ["p/a.txt", "9000", "8999", "p/c.csv:2"]);
    }

    #[test]
    fn the_order_of_inputs_does_not_matter() {
        let dir = Dir::new();
        corpus(&dir);
        let orders: [&[&str]; 3] = [&["p"], &["p/d.jsonl", "p/c.csv", "p/b.jsonl.gz", "p/a.txt"], &["p/c.csv", "p", "p/c.csv"]];
        let outputs = orders.map(|order| dir.run(&[&["graph", "--format", "json", "--evidence", "all"], order].concat()).stdout);
        assert!(outputs[0] == outputs[1] && outputs[0] == outputs[2] && outputs[0].len() > 1000);
    }

    #[test]
    fn a_list_of_files_is_read() {
        let dir = Dir::new();
        dir.write("a.txt", "De NAVO.")
            .write("met spatie.txt", "De EU.")
            .write("p/c.txt", "China.")
            .write("lijst", "\u{feff}a.txt\r\n\nmet spatie.txt\np\n");
        let expected = ["a.txt lead - De NAVO.", "met spatie.txt lead - De EU.", "p/c.txt lead - China."];
        assert_eq!(shown(dir.run(&["read", "--files-from", "lijst"]).code(0)), expected);
        assert_eq!(shown(dir.run_with(&["read", "--files-from", "-"], b"p\nmet spatie.txt\na.txt\n").code(0)), expected);
        assert_eq!(shown(dir.run(&["read", "a.txt", "--files-from", "lijst"]).code(0)), expected);
        dir.run(&["together", "--files-from", "lijst"]).code(1);
        dir.run(&["explain", "--files-from", "lijst"]).code(0).shows("met spatie.txt");
        dir.run(&["read", "--files-from", "weg"]).code(2).tells("weg: the list of files cannot be read");
        dir.run(&["read", "-", "--files-from", "-"]).code(2).tells("cannot be both an input and the list of files");
        dir.run_with(&["read", "--files-from", "-"], b"weg.txt\na.txt\n").code(2).tells("weg.txt: cannot be read").shows("De NAVO.");
    }

    #[test]
    fn directories_are_walked_by_known_endings_or_whole() {
        let dir = Dir::new();
        dir.write("p/a.txt", "De NAVO.")
            .write("p/b.JSONL", "{\"text\": \"De EU.\"}")
            .write("p/c.log", "{\"text\": \"China.\"}")
            .write("p/.ignore", "weg*\n");
        dir.write("p/weg.txt", "Japan.").write("p/q/d.htm", "<html><body><p>Iran.</body></html>");
        let ran = dir.run(&["read", "p"]);
        ran.code(0).tells("1 file passed over in directories: its ending tells no format; name it, or give --from");
        assert_eq!(shown(&ran), ["p/a.txt lead - De NAVO.", "p/b.JSONL:1 lead - De EU.", "p/q/d.htm lead - Iran."]);
        let ran = dir.run(&["read", "p", "--from", "jsonl"]);
        ran.code(2).tells("p/a.txt:1: is no JSON object").shows("China.").shows("De EU.");
        dir.run(&["read", "p", "--from", "xml"]).code(2).tells("--from").tells("jsonl");
        dir.run(&["read", "p/c.log"]).code(0).shows("China.");
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_in_a_circle_are_told() {
        let dir = Dir::new();
        dir.write("p/a.txt", "De NAVO.").write("g/een.CSV", "name\nWagenborg\n").write("leeg/lees.md", "");
        std::os::unix::fs::symlink(".", dir.path("p/rond")).unwrap();
        dir.run(&["read", "p"]).code(2).tells("p/rond: cannot be used (it leads back to p)").shows("De NAVO.");
        std::os::unix::fs::symlink(".", dir.path("g/rond")).unwrap();
        dir.run(&["extract", "p/a.txt", "--gazetteer", "g"]).code(2).tells("g/rond: cannot be used (it leads back to g)");
        std::fs::remove_file(dir.path("g/rond")).unwrap();
        dir.write("a.txt", "Wagenborg belt.");
        dir.run(&["extract", "a.txt", "--gazetteer", "g"]).code(0).shows("wagenborg");
        dir.run(&["extract", "a.txt", "--gazetteer", "leeg"]).code(2).tells("leeg: holds no CSV file");
    }
}

mod names {
    use super::*;

    /// The names of the documents of some inputs, in order.
    fn documents(dir: &Dir, words: &[&str]) -> Vec<String> {
        let texts: Vec<Value> = dir.run(&[&["read", "--texts"], words].concat()).lines();
        texts.iter().map(|text| text["document"].as_str().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn two_files_may_use_the_same_ids() {
        let dir = Dir::new();
        dir.write("jan.csv", "id,text\n1,China en Rusland praten.\n2,Frankrijk belt Italië.\n")
            .write("feb.csv", "id,text\n1,China en Rusland tekenden een akkoord.\n2,Iran dreigt Israël.\n");
        for name in ["x.json", "x.gexf", "x.csv"] {
            dir.run(&["graph", "jan.csv", "feb.csv", "--ids-with-file", "--evidence", "all", "-o", name]).code(0);
            dir.run(&["verify", name]).code(0).shows("all right");
        }
        let ran = dir.run(&["together", "China", "Rusland", "--ids-with-file", "--in", "jan.csv", "feb.csv"]);
        ran.code(0).shows("feb.csv#1:1: ").shows("jan.csv#1:1: ");
        let [one, other] = ["jan.csv", "feb.csv"].map(|name| documents(&dir, &[name, "--ids-with-file"]));
        assert_eq!(documents(&dir, &["jan.csv", "feb.csv", "--ids-with-file"]), [other, one].concat(), "a name hangs on other inputs");
        assert_eq!(documents(&dir, &["jan.csv", "feb.csv"]), ["1", "2", "1", "2"]);
    }

    #[test]
    fn gold_may_name_a_record_by_its_id() {
        let dir = Dir::new();
        dir.write("n.jsonl", "{\"id\": \"a\", \"text\": \"De NAVO belt.\"}\n");
        for document in ["a", "n.jsonl#a"] {
            let gold = serde_json::json!({"document": document, "start": 3, "end": 7, "actor": "nato"});
            dir.write("g.jsonl", format!("{gold}\n"));
            dir.run(&["evaluate", "--ids-with-file", "--gold", "g.jsonl", "n.jsonl"])
                .code(0)
                .silent()
                .shows("all                   1.0000  1.0000");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_is_named_by_its_own_path_and_not_by_a_link() {
        let dir = Dir::new();
        dir.write("t/x.txt", "De NAVO belt.").write("t/a/y.txt", "De EU belt.");
        std::os::unix::fs::symlink("../x.txt", dir.path("t/a/link.txt")).unwrap();
        std::os::unix::fs::symlink("a", dir.path("t/0")).unwrap();
        assert_eq!(documents(&dir, &["t"]), ["t/a/y.txt", "t/x.txt"]);
        assert_eq!(documents(&dir, &["t/x.txt", "t/a/link.txt"]), ["t/x.txt"]);
        assert_eq!(documents(&dir, &["./t/x.txt", "t/a/link.txt", "t/a/../x.txt"]), ["./t/x.txt"]);
        assert_eq!(documents(&dir, &["t/a/link.txt"]), ["t/a/link.txt"]);
    }

    #[test]
    fn standard_input_can_be_given_a_name() {
        let dir = Dir::new();
        let read = |words: &[&str]| shown(&dir.run_with(&[&["read", "-"], words].concat(), b"id;text\n7;De NAVO belt.\n"));
        assert_eq!(read(&[]), ["7 lead - De NAVO belt."]);
        assert_eq!(read(&["--stdin-name", "2026-01-27.csv"]), ["7 lead 2026-01-27 De NAVO belt."]);
    }
}

mod faults {
    use super::*;

    #[test]
    fn a_field_that_no_record_has_is_told() {
        let dir = Dir::new();
        dir.write("a.csv", "nr,kop,text,dag\n1,Kop,De NAVO belt.,2026-01-27\n")
            .write("b.jsonl", "{\"text\": \"De EU belt.\"}\n{\"text\": \"China belt.\", \"bron\": \"2026-01-27\"}\n")
            .write("c.txt", "Iran belt.");
        for option in ["--date-field", "--title-field", "--id-field", "--url-field"] {
            let ran = dir.run(&["read", "a.csv", option, "nope"]);
            ran.code(2)
                .tells(&format!("a.csv: has no field \"nope\", which {option} names, nor has any other input"))
                .shows("De NAVO belt.");
            ran.tells("name another; there are nr, kop, text, dag");
            dir.run(&["extract", "b.jsonl", option, "nope"]).code(2).tells("b.jsonl: has no field \"nope\"").tells("there are text");
            // One record that has it is enough, and a text has no fields.
            dir.run(&["extract", "a.csv", "b.jsonl", option, "bron"]).code(0).silent();
            dir.run(&["extract", "c.txt", option, "nope"]).code(0).silent();
        }
        dir.run(&["index", "news.db", "a.csv", "--date-field", "nope"]).code(2).tells("which --date-field names").shows("1 new");
        dir.run(&["explain", "a.csv", "--date-field", "nope"]).code(2).tells("which --date-field names");
        dir.run(&["read", "a.csv", "--date-field", "DAG"]).code(0).silent().shows("2026-01-27");
    }

    #[test]
    fn a_quote_that_ends_too_early_costs_its_row_and_is_told() {
        let dir = Dir::new();
        dir.write("a.csv", "id,text\n1,\"China en Rusland praten.\n2,\"VS en Iran praten.\"\n3,\"Cuba en Peru praten.\"\n");
        let ran = dir.run(&["read", "a.csv"]);
        ran.code(2)
            .tells("a.csv:2: a quote ends before its cell does, so that the row runs up to line 3 and is left out; put \"\" for a quote");
        assert_eq!(shown(&ran), ["3 lead - Cuba en Peru praten."]);
        dir.write("b.csv", "id,text\n1,China belt.\n2,\"Iran belt.\n3,Cuba belt.\n");
        let ran = dir.run(&["read", "b.csv"]);
        ran.code(2).tells("b.csv:3: a quote is opened and never closed, so that the row runs up to line 4 and is left out");
        assert_eq!(shown(&ran), ["1 lead - China belt."]);
        // Lines in a cell, doubled quotes and quotes inside a cell are sound.
        dir.write("c.csv", "text;id\r\n\"De \"\"EU\"\" belt.\r\n\r\nOok \"\"China\"\"\";\"1\n\"\r\n5\" regen;2\r\n\"\";\"\n3\"\r\n");
        dir.run(&["read", "c.csv"]).code(0).silent().shows("De \\\"EU\\\" belt.").shows("5\\\" regen");
    }

    #[test]
    fn records_may_stand_in_a_list_or_over_lines() {
        let dir = Dir::new();
        let records =
            serde_json::json!([{"id": "a", "text": "De NAVO belt."}, {"text": "De EU belt."}, {"id": "c", "text": "China [belt]."}]);
        let line = records.to_string();
        dir.write("een.json", &line)
            .write("mooi.json", format!("{records:#}\n"))
            .write("lijst.json.gz", gzip(format!("\n {line}").as_bytes()));
        for name in ["een.json", "mooi.json", "lijst.json.gz"] {
            let ran = dir.run(&["read", name]);
            let expected =
                ["a lead - De NAVO belt.".to_owned(), format!("{name}:2 lead - De EU belt."), "c lead - China [belt].".to_owned()];
            assert_eq!(shown(ran.code(0).silent()), expected);
        }
        assert_eq!(shown(&dir.run_with(&["read", "-"], format!("{records:#}").as_bytes())).len(), 3);
        dir.write("los.json", format!("{:#}\n{:#}\n", records[0], records[2]));
        assert_eq!(shown(dir.run(&["read", "los.json"]).code(0).silent()).len(), 2);
        dir.write("kapot.json", "[\n {\"text\": \"De NAVO belt.\"},\n {\"text\": 1 2},\n 7,\n {\"text\": \"De EU belt.\"}\n");
        let ran = dir.run(&["read", "kapot.json"]);
        ran.code(2)
            .tells("kapot.json:3: is no JSON object (expected `,` or `}`, column 13)")
            .tells("kapot.json:4: is no JSON object (invalid type: integer `7`, expected an object")
            .tells("kapot.json:6: is no JSON object (the file ends too early: the list is not closed");
        assert_eq!(shown(&ran).len(), 2);
        dir.write("api.json", serde_json::json!({"status": "ok", "articles": records}).to_string());
        dir.run(&["read", "api.json"])
            .code(2)
            .tells("api.json:1: has no field with a text, and a list of records in \"articles\"")
            .tells("jq -c '.articles[]'");
    }

    #[test]
    fn wide_text_without_a_mark_is_known_by_its_zeros() {
        let dir = Dir::new();
        let text = "id,text\n1,“De NAVO belt België” – zegt Xi.\n";
        let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        dir.write("a.csv", wide(u16::to_le_bytes)).write("b.csv", wide(u16::to_be_bytes)).write("c.txt", wide(u16::to_le_bytes));
        for name in ["a.csv", "b.csv", "c.txt"] {
            dir.run(&["read", name]).code(0).silent().shows("“De NAVO belt België” – zegt Xi.");
        }
        let html = "<html><body><article><p>De NAVO belt.</p></article></body></html>";
        dir.write("d.html", html.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
        dir.run(&["read", "d.html"]).code(0).shows("De NAVO belt.");
    }

    #[test]
    fn a_short_body_told_as_data_is_more_than_a_page_that_shows_less() {
        let dir = Dir::new();
        let data = serde_json::json!({"@type": "NewsArticle", "headline": "Poetin belt Xi", "articleBody": "MOSKOU (ANP) - Poetin belde &amp; sprak met Xi."});
        let page = |body: &str| {
            format!("<html><head><script type='application/ld+json'>{data}</script></head><body><article>{body}</article></body></html>")
        };
        dir.write("a.html", page("<p>kort</p>"));
        dir.run(&["read", "a.html"]).code(0).shows("Poetin belde & sprak met Xi.").shows("Poetin belt Xi");
        let long = "<p>MOSKOU (ANP) - Poetin belde en sprak met Xi, en dat duurde langer dan wie ook had verwacht, zei het Kremlin.</p>";
        dir.write("b.html", page(&long.repeat(3)));
        dir.run(&["read", "b.html"]).code(0).shows("dat duurde langer");
    }
}
