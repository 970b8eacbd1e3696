//! The few shapes of XML that the writers use; names and texts are escaped here and nowhere else.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A writer of XML over any writer of bytes.
pub(super) type Xml<'a> = Writer<&'a mut dyn Write>;

/// Begins a document.
pub(super) fn document(out: &mut dyn Write) -> io::Result<Xml<'_>> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    Ok(xml)
}

/// Ends a document.
pub(super) fn finish(mut xml: Xml<'_>) -> io::Result<()> {
    xml.get_mut().write_all(b"\n")
}

/// `<name …>`
pub(super) fn open(xml: &mut Xml<'_>, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    xml.write_event(Event::Start(start(name, attributes)))
}

/// `</name>`
pub(super) fn close(xml: &mut Xml<'_>, name: &str) -> io::Result<()> {
    xml.write_event(Event::End(BytesEnd::new(name)))
}

/// `<name …/>`
pub(super) fn empty(xml: &mut Xml<'_>, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    xml.write_event(Event::Empty(start(name, attributes)))
}

/// `<name …>text</name>`
pub(super) fn element(xml: &mut Xml<'_>, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
    open(xml, name, attributes)?;
    xml.write_event(Event::Text(BytesText::new(text)))?;
    close(xml, name)
}

fn start<'a>(name: &'a str, attributes: &[(&'a str, &'a str)]) -> BytesStart<'a> {
    BytesStart::new(name).with_attributes(attributes.iter().copied())
}
