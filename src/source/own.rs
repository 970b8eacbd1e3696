//! What this program writes and nobody means to read as pages, told by how it begins.

/// Beginnings of a file, what has to stand further on, and what the file holds.
const OWN: [(&str, &str, &str); 19] = [
    ("{\"document\":", "\"byte_start\":", "mentions"),
    ("document,article,part,", ",byte_start,", "mentions"),
    ("[\n{\"actor\":", "\"actor_name\":", "relations"),
    ("date,actor,recipient,category,", "", "relations"),
    ("actor,actor_name,of,of_name,", "", "affiliations"),
    ("actors,names,weight,", "", "pairs of actors"),
    ("Edge,Source,Target,", "", "a graph"),
    ("Id,Label,ActorType,", "", "a graph"),
    ("Source,Target,Type,Id,Label,", "", "a graph"),
    ("actorId:ID(Actor),", "", "a graph"),
    (":START_ID(Actor),", "", "a graph"),
    ("{\"directed\":", "\"generator\":\"actorgraph ", "a graph"),
    ("// {\"generator\":\"actorgraph ", "", "a graph"),
    ("{\"generator\":\"actorgraph ", "\"gazetteer\":", "the manifest of a graph"),
    ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf", "<creator>actorgraph ", "a graph"),
    ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml", "<key id=\"g_manifest\"", "a graph"),
    ("{\"format_version\":", "\"generator\":\"actorgraph ", "a graph"),
    ("{\"@context\":\"http://www.w3.org/ns/anno.jsonld\"", "\"name\":\"actorgraph ", "mentions"),
    ("<!doctype html>", "<meta name=\"generator\" content=\"actorgraph ", "a graph"),
];

/// What a file holds that this program wrote, if `head` begins one. A spreadsheet's mark of UTF-8 may stand before it.
pub(super) fn written(head: &[u8]) -> Option<&'static str> {
    const REACH: usize = 1024;
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let head = &head[..head.len().min(REACH)];
    let holds = |part: &str| part.is_empty() || memchr::memmem::find(head, part.as_bytes()).is_some();
    OWN.iter().find(|(start, part, _)| head.starts_with(start.as_bytes()) && holds(part)).map(|(.., what)| *what)
}
