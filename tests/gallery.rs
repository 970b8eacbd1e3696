//! The pictures of the gallery are those that its commands make.
//!
//! `ACTORGRAPH_BLESS=1 cargo test --test gallery` makes them anew, as is needed whenever other mentions are found in the sample pages.

mod common;

use common::program::Dir;

/// The commands in the gallery that make a picture: words as a shell parts them.
fn commands(page: &str) -> Vec<Vec<String>> {
    let lines = page.lines().filter_map(|line| line.strip_prefix("actorgraph ")).filter(|line| line.ends_with(".svg"));
    lines
        .map(|line| {
            line.split('"')
                .enumerate()
                .flat_map(|(at, part)| match at % 2 {
                    0 => part.split_whitespace().map(str::to_owned).collect(),
                    _ => vec![part.to_owned()],
                })
                .collect()
        })
        .collect()
}

/// A picture without the hash of the gazetteers in its manifest: a name more in a list need not change what is found in the pages.
fn without_hash(picture: &str) -> String {
    let mark = "gazetteer&quot;:&quot;";
    let Some((before, rest)) = picture.split_once(mark) else { return picture.to_owned() };
    format!("{before}{mark}{}", rest.trim_start_matches(|c: char| c.is_ascii_hexdigit()))
}

#[test]
fn the_commands_of_the_gallery_make_its_pictures() {
    let root = common::root();
    let page = std::fs::read_to_string(root.join("docs/gallery.md")).unwrap_or_else(|error| panic!("docs/gallery.md: {error}"));
    let commands = commands(&page);
    assert!(commands.len() >= 4, "{commands:?}");
    let dir = Dir::new();
    for entry in std::fs::read_dir(root.join("seeds")).unwrap_or_else(|error| panic!("seeds: {error}")).flatten() {
        let text = std::fs::read(entry.path()).unwrap_or_else(|error| panic!("{}: {error}", entry.path().display()));
        dir.write(&format!("seeds/{}", entry.file_name().to_string_lossy()), text);
    }
    dir.write("docs/gallery/empty", "");
    let bless = std::env::var_os("ACTORGRAPH_BLESS").is_some_and(|value| value == "1");
    let mut wrong = Vec::new();
    for command in &commands {
        let words: Vec<&str> = command.iter().map(String::as_str).collect();
        dir.run(&words).code(0);
        let picture = words.last().copied().unwrap_or_default();
        assert!(page.contains(picture.trim_start_matches("docs/")), "{picture} is not shown");
        let made = dir.read(picture);
        if bless {
            std::fs::write(root.join(picture), &made).unwrap_or_else(|error| panic!("{picture}: {error}"));
        }
        let kept = std::fs::read_to_string(root.join(picture)).unwrap_or_default();
        if without_hash(&kept) != without_hash(&made) {
            wrong.push(picture);
        }
    }
    assert!(
        wrong.is_empty(),
        "{wrong:?} differ from what the program makes now: ACTORGRAPH_BLESS=1 cargo test --test gallery accepts that"
    );
}
