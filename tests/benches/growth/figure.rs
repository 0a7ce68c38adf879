//! What was measured, as a page and a picture.

use std::fmt::Write as _;

use crate::measure::{Cost, Subject};

/// A size of document, and what it cost.
pub(crate) struct Row {
    pub(crate) operations: usize,
    pub(crate) bytes: usize,
    /// In the order of [`Subject::ALL`].
    pub(crate) costs: Vec<Cost>,
    /// Of ours; None where nothing counts them.
    pub(crate) instructions: Option<u64>,
}

const COMMAND: &str = "cargo bench -p benchmarks --bench growth -- --write";

/// The first two lines of the table.
pub(crate) const HEAD: &str = "\
| operations | document | time: progenitor | ours | ratio | memory: progenitor | ours | ratio | our instructions per byte |
|---:|---:|---:|---:|---:|---:|---:|---:|---:|
";

/// The page `docs/generation.md`.
pub(crate) fn page(rows: &[Row]) -> String {
    let lines: Vec<String> = rows.iter().map(Row::line).collect();
    format!(
        "\
# What generation costs

From the bytes of a document to the text of all files, formatted: openapi-codegen makes types, client, mocks and
server; progenitor makes its client with builders, and types. Each run is a process of its own; the time is the
median, the memory the most that the process takes for itself, without the pages of the program's own code. The
documents are made by [`document.rs`](../tests/benches/growth/document.rs). `{COMMAND}`
measures again and writes this page; on another machine the seconds differ, the ratios hardly.

![Time and memory over the size of the document](generation.svg)

Both axes are logarithmic: what grows in proportion to the document runs along the dashed lines. The work does, as the
instructions per byte show; of the time, the caches take more of large documents, of both generators.

{HEAD}{}
",
        lines.join("\n")
    )
}

impl Row {
    /// Its line of the table.
    pub(crate) fn line(&self) -> String {
        let [theirs, ours] = self.costs.as_slice() else {
            return String::new();
        };
        let memory = |cost: &Cost| cost.memory.map_or(f64::NAN, mebibytes);
        format!(
            "| {} | {} kB | {} | {} | {:.2} | {:.1} MiB | {:.1} MiB | {:.2} | {} |",
            self.operations,
            self.bytes.div_ceil(1000),
            time(theirs.seconds),
            time(ours.seconds),
            ours.seconds / theirs.seconds,
            memory(theirs),
            memory(ours),
            memory(ours) / memory(theirs),
            self.instructions_per_byte(),
        )
    }
}

impl Row {
    fn instructions_per_byte(&self) -> String {
        let bytes = u64::try_from(self.bytes).ok();
        let per_byte = self
            .instructions
            .zip(bytes)
            .and_then(|(count, bytes)| count.checked_div(bytes));
        per_byte.map_or_else(|| "not counted".to_owned(), |count| count.to_string())
    }
}

fn time(seconds: f64) -> String {
    if seconds < 1.0 {
        format!("{:.1} ms", seconds * 1000.0)
    } else {
        format!("{seconds:.2} s")
    }
}

#[expect(clippy::cast_precision_loss, reason = "a picture needs three digits")]
fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

#[expect(clippy::cast_precision_loss, reason = "a picture needs three digits")]
fn size(row: &Row) -> f64 {
    row.bytes as f64
}

/// One of the two diagrams.
struct Diagram {
    title: &'static str,
    left: f64,
    /// The decades of the vertical axis.
    decades: (i32, i32),
    value: fn(&Cost) -> Option<f64>,
    label: fn(i32) -> String,
}

const DIAGRAMS: [Diagram; 2] = [
    Diagram {
        title: "time",
        left: 80.0,
        decades: (-4, 2),
        value: |cost| Some(cost.seconds),
        label: |decade| match decade {
            0.. => format!("{} s", 10_i32.pow(decade.unsigned_abs())),
            -3..0 => format!("{} ms", 10_i32.pow((decade + 3).unsigned_abs())),
            _ => format!("{} µs", 10_i32.pow((decade + 6).unsigned_abs())),
        },
    },
    Diagram {
        title: "peak memory",
        left: 520.0,
        decades: (-1, 4),
        value: |cost| cost.memory.map(mebibytes),
        label: |decade| match decade {
            0.. => format!("{} MiB", 10_i32.pow(decade.unsigned_abs())),
            _ => format!("1/{} MiB", 10_i32.pow(decade.unsigned_abs())),
        },
    },
];

/// The decades of the horizontal axis: bytes.
const SIZES: (i32, i32) = (3, 8);
const WIDTH: f64 = 340.0;
const TOP: f64 = 50.0;
const HEIGHT: f64 = 280.0;
/// In the order of [`Subject::ALL`].
const COLOURS: [&str; 2] = ["#d95f02", "#1b6ca8"];

/// The picture `docs/generation.svg`: both axes are logarithmic, so that what grows in proportion
/// to the document runs along the grey diagonals.
pub(crate) fn picture(rows: &[Row]) -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 400\" font-family=\"sans-serif\" font-size=\"12\">\n\
<rect width=\"900\" height=\"400\" fill=\"#fff\"/>\n",
    );
    for diagram in &DIAGRAMS {
        diagram.frame(&mut svg);
        for (at, colour) in COLOURS.iter().enumerate() {
            diagram.curve(&mut svg, rows, at, colour);
        }
    }
    for (x, (subject, colour)) in [80.0, 220.0].iter().zip(Subject::ALL.iter().zip(COLOURS)) {
        let name = subject.name();
        let _ = writeln!(
            svg,
            "<circle cx=\"{x}\" cy=\"388\" r=\"4\" fill=\"{colour}\"/><text x=\"{:.0}\" y=\"392\">{name}</text>",
            x + 10.0
        );
    }
    svg.push_str("</svg>\n");
    svg
}

fn place(value: f64, (low, high): (i32, i32)) -> f64 {
    (value.log10() - f64::from(low)) / f64::from(high - low)
}

impl Diagram {
    fn x(&self, bytes: f64) -> f64 {
        self.left + WIDTH * place(bytes, SIZES)
    }

    fn y(&self, value: f64) -> f64 {
        TOP + HEIGHT * (1.0 - place(value, self.decades))
    }

    fn frame(&self, svg: &mut String) {
        let (left, right, bottom) = (self.left, self.left + WIDTH, TOP + HEIGHT);
        let _ = writeln!(
            svg,
            "<text x=\"{left}\" y=\"30\" font-size=\"15\">{} over the size of the document</text>",
            self.title
        );
        for decade in self.decades.0..=self.decades.1 {
            let y = self.y(10_f64.powi(decade));
            let label = (self.label)(decade);
            let _ = writeln!(
                svg,
                "<path d=\"M{left} {y:.1}H{right}\" stroke=\"#ddd\"/><text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>",
                left - 8.0,
                y + 4.0
            );
            self.diagonal(svg, decade);
        }
        for (decade, label) in
            (SIZES.0..=SIZES.1).zip(["1 kB", "10 kB", "100 kB", "1 MB", "10 MB", "100 MB"])
        {
            let x = self.x(10_f64.powi(decade));
            let _ = writeln!(
                svg,
                "<path d=\"M{x:.1} {TOP}V{bottom}\" stroke=\"#ddd\"/><text x=\"{x:.1}\" y=\"{:.0}\" text-anchor=\"middle\">{label}</text>",
                bottom + 18.0
            );
        }
    }

    /// Ten times the document, ten times the value.
    fn diagonal(&self, svg: &mut String, decade: i32) {
        let decades = (self.decades.1 - decade).min(SIZES.1 - SIZES.0);
        let (x, y) = (self.x(10_f64.powi(SIZES.0)), self.y(10_f64.powi(decade)));
        let (to_x, to_y) = (
            self.x(10_f64.powi(SIZES.0 + decades)),
            self.y(10_f64.powi(decade + decades)),
        );
        let _ = writeln!(
            svg,
            "<path d=\"M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}\" stroke=\"#eee\" stroke-dasharray=\"4 3\"/>"
        );
    }

    fn curve(&self, svg: &mut String, rows: &[Row], at: usize, colour: &str) {
        let values = rows.iter().filter_map(|row| {
            let value = row.costs.get(at).and_then(self.value)?;
            Some((self.x(size(row)), self.y(value)))
        });
        let mut line = String::new();
        for (x, y) in values.clone() {
            let command = if line.is_empty() { 'M' } else { 'L' };
            let _ = write!(line, "{command}{x:.1} {y:.1}");
        }
        let _ = writeln!(
            svg,
            "<path d=\"{line}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>"
        );
        for (x, y) in values {
            let _ = writeln!(
                svg,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{colour}\"/>"
            );
        }
    }
}
