//! Paths, methods and names of operations.

use openapi_model::{Api, Piece};

use super::{check, each};

fn show(api: &Api) -> Vec<String> {
    each(api, |operation| {
        let segments = operation.segments.iter().map(|segment| {
            let pieces = segment.pieces.iter().map(|piece| match piece {
                Piece::Literal(text) => text.clone(),
                Piece::Parameter(name) => format!("<{name}>"),
                Piece::OneOf { name, values } => format!("<{name}: {}>", values.join("|")),
            });
            pieces.collect::<Vec<_>>().join("·")
        });
        let segments = segments.collect::<Vec<_>>().join(" / ");
        let fixed = operation
            .fixed
            .iter()
            .map(|fixed| format!(" {:?} {}={}", fixed.location, fixed.name, fixed.value));
        let fixed: String = fixed.collect();
        let told_by = match operation.told_by.as_slice() {
            [] => String::new(),
            names => format!(" if {}", names.join(", ")),
        };
        vec![format!(
            "{} {} [{segments}]{fixed}{told_by}",
            operation.id, operation.method
        )]
    })
}

const OK: &str = "responses: {'204': {description: d}}";

#[test]
fn templates() {
    let x = "parameters: [{name: x, in: path, required: true, schema: {type: string}}]";
    let xy = "parameters: [{name: x, in: path, required: true, schema: {type: string}}, \
              {name: y, in: path, required: true, schema: {type: string}}]";
    let listed = xy.replace(
        "y, in: path, required: true, schema: {type: string}",
        "y, in: path, required: true, schema: {enum: [.a, .b]}",
    );
    let unclear = listed.replace(".b]", ".a.a]");
    let get = format!("get: {{operationId: o, {OK}}}");
    let one = |path: &str, parameters: &str| {
        let comma = if parameters.is_empty() { "" } else { ", " };
        format!("paths: {{'{path}': {{{parameters}{comma}{get}}}}}")
    };
    let cases = [
        (one("/", ""), vec!["o get []"]),
        (one("/a/", ""), vec!["o get [a / ]"]),
        (one("/a//b", ""), vec!["o get [a /  / b]"]),
        (one("/a%20b/ä", ""), vec!["o get [a b / ä]"]),
        (one("/f/{x}.json", x), vec!["o get [f / <x>·.json]"]),
        (one("/{x}-{y}", xy), vec!["o get [<x>·-·<y>]"]),
        (
            one("/{x}{y}", xy),
            vec!["error E037 two parameters of this path touch"],
        ),
        (one("/{x}{y}", &listed), vec!["o get [<x>·<y: .a|.b>]"]),
        (one("/{y}{x}", &listed), vec!["o get [<y: .a|.b>·<x>]"]),
        (
            one("/{x}-{y}", &unclear),
            vec!["o get [<x>·-·<y: .a.a|.a>]"],
        ),
        (
            one("/{x}{y}", &unclear),
            vec!["error E037 two parameters of this path touch"],
        ),
        (
            one("/{x}/{x}", x),
            vec![
                "o get [<x> / <x>]",
                "warning W006 `{x}` is in this path twice",
            ],
        ),
        (
            one("a", ""),
            vec!["o get [a]", "warning W006 a path starts with `/`"],
        ),
        (
            one("https://a.example/b", ""),
            vec!["error E037 this path is malformed"],
        ),
        (one("/{}", ""), vec!["error E037 this path is malformed"]),
        (one("/{x", ""), vec!["error E037 this path is malformed"]),
        (one("/x}", ""), vec!["error E037 this path is malformed"]),
        (
            one("/a/../b", ""),
            vec!["error E037 this path is malformed"],
        ),
        (one("/a%00", ""), vec!["error E037 this path is malformed"]),
    ];
    for (document, expected) in cases {
        check(show, &[(&document, &expected)]);
    }
}

#[test]
fn behind_the_path() {
    check(
        show,
        &[
            (
                "paths:
  '/#Action=A': {get: {operationId: a, responses: {'204': {description: d}}}}
  '/#Action=B&V=1': {get: {responses: {'204': {description: d}}}}
",
                &[
                    "a get [] Query Action=A",
                    "getB1 get [] Query Action=B Query V=1",
                    "note W011 no `operationId`",
                ],
            ),
            (
                "paths:
  '/#X-Target=T.A': {post: {operationId: a, responses: {'204': {description: d}},
    parameters: [{name: x-target, in: header, schema: {type: string, enum: [T.A]}}]}}
",
                &["a post [] Header X-Target=T.A"],
            ),
            (
                "paths:
  '/b#acl': {get: {operationId: a, responses: {'204': {description: d}},
    parameters: [{name: acl, in: query, required: true, schema: {type: boolean, enum: [true]}}]}}
  '/b?tags': {get: {operationId: b, responses: {'204': {description: d}}}}
  '/b#more': {put: {operationId: c, responses: {'204': {description: d}}}}
",
                &[
                    "a get [b] Query acl=true",
                    "b get [b] Query tags=",
                    "c put [b]",
                    "note W013 `more` behind the `#` of the path is not read",
                ],
            ),
            (
                "paths: {'/b?{name}=1': {get: {operationId: c, responses: {'204': {description: d}}}}}",
                &["error E037 this path is malformed"],
            ),
        ],
    );
}

#[test]
fn told_apart() {
    check(
        show,
        &[
            (
                "paths:
  /a/{x}: {get: {operationId: x, responses: {'204': {description: d}}, parameters: [{name: x, in: path, required: true, schema: {type: string}}]}}
  /a/b: {get: {operationId: b, responses: {'204': {description: d}}}}
  /a/{y}: {put: {operationId: y, responses: {'204': {description: d}}, parameters: [{name: y, in: path, required: true, schema: {type: string}}]}}
",
                &["b get [a / b]", "x get [a / <x>]", "y put [a / <y>]"],
            ),
            (
                "paths:
  /a/{x}: {get: {operationId: x, responses: {'204': {description: d}}, parameters: [{name: x, in: path, required: true, schema: {type: string}}]}}
  /a/{y}: {get: {operationId: y, responses: {'204': {description: d}}, parameters: [{name: y, in: path, required: true, schema: {type: string}}]}}
",
                &["error E044 no request can tell `/a/{x}` from `/a/{y}`"],
            ),
            (
                "paths:
  /a/{x}: {get: {operationId: x, responses: {'204': {description: d}}, parameters: [{name: x, in: path, required: true, schema: {type: string}}]}}
  '/a/{y}#z': {get: {operationId: y, responses: {'204': {description: d}}, parameters: [{name: y, in: path, required: true, schema: {type: string}}, {name: z, in: query, required: true, schema: {type: string}}]}}
  '/a/{y}#zz': {get: {operationId: z, responses: {'204': {description: d}}, parameters: [{name: y, in: path, required: true, schema: {type: string}}, {name: zz, in: query, required: true, schema: {type: integer}}]}}
",
                &[
                    "x get [a / <x>]",
                    "y get [a / <y>] if z",
                    "z get [a / <y>] if zz",
                    "warning W006 only its query tells this operation from another one of its path",
                    "warning W006 only its query tells this operation from another one of its path",
                ],
            ),
            (
                "paths:
  '/{x}.{y}': {get: {operationId: x, responses: {'204': {description: d}}, parameters: [{name: x, in: path, required: true, schema: {type: string}}, {name: y, in: path, required: true, schema: {enum: [a, b]}}]}}
  '/{x}.{z}': {get: {operationId: y, responses: {'204': {description: d}}, parameters: [{name: x, in: path, required: true, schema: {type: string}}, {name: z, in: path, required: true, schema: {enum: [c, d]}}]}}
",
                &["x get [<x>·.·<y: a|b>]", "y get [<x>·.·<z: c|d>]"],
            ),
            (
                "paths:
  '/{x}.{y}': {get: {operationId: x, responses: {'204': {description: d}}, parameters: [{name: x, in: path, required: true, schema: {type: string}}, {name: y, in: path, required: true, schema: {enum: [a, b]}}]}}
  '/{x}.{z}': {get: {operationId: y, responses: {'204': {description: d}}, parameters: [{name: x, in: path, required: true, schema: {type: string}}, {name: z, in: path, required: true, schema: {enum: [c, a]}}]}}
",
                &["error E044 no request can tell `/{x}.{y}` from `/{x}.{z}`"],
            ),
            (
                "paths:
  /a: {get: {operationId: x, responses: {'204': {description: d}}, parameters: [{name: z, in: query, schema: {type: string}}]}}
  '/a#z': {get: {operationId: y, responses: {'204': {description: d}}, parameters: [{name: z, in: query, required: true, schema: {type: string}}]}}
",
                &[
                    "error E044 no request can tell `/a` from `/a#z`",
                ],
            ),
            (
                "paths:
  '/a#one': {get: {operationId: x, responses: {'204': {description: d}}}}
  '/a#two': {get: {operationId: y, responses: {'204': {description: d}}}}
",
                &[
                    "note W013 `one` behind the `#` of the path is not read",
                    "error E044 no request can tell `/a#one` from `/a#two`",
                    "note W013 `two` behind the `#` of the path is not read",
                ],
            ),
        ],
    );
}

#[test]
fn methods_and_items() {
    check(
        show,
        &[
            (
                "paths:
  /a:
    get: &o {responses: {'204': {description: d}}}
    put: *o
    post: *o
    delete: *o
    options: *o
    head: *o
    patch: *o
    trace: *o
    x-more: 1
  x-other: 2
",
                &[
                    "deleteA delete [a]",
                    "getA get [a]",
                    "headA head [a]",
                    "optionsA options [a]",
                    "patchA patch [a]",
                    "postA post [a]",
                    "putA put [a]",
                    "traceA trace [a]",
                    "note W011 no `operationId`",
                    "note W011 no `operationId`",
                    "note W011 no `operationId`",
                    "note W011 no `operationId`",
                    "note W011 no `operationId`",
                    "note W011 no `operationId`",
                    "note W011 no `operationId`",
                    "note W011 no `operationId`",
                ],
            ),
            (
                "paths:
  /a: {get: {operationId: a, responses: {'204': {description: d}}}}
  /b: {$ref: '#/paths/~1a'}
",
                &[
                    "a get [a]",
                    "a2 get [b]",
                    "warning W010 another operation is called `a` too",
                ],
            ),
            ("paths: {}", &[]),
            ("servers: []", &["error E031 `paths` is missing"]),
            (
                "paths: {/a: 1}",
                &["error E032 expected an object for a path, found number"],
            ),
            (
                "paths: {/a: {get: 1}}",
                &["error E032 expected an object for an operation, found number"],
            ),
            (
                "paths: {/a: {get: {operationId: a, servers: [{url: /x}], callbacks: {}, responses: {'204': {description: d, links: {}}}}}}",
                &[
                    "a get [a]",
                    "warning W017 `servers` below the root are not read",
                    "note W013 callbacks are not read",
                    "note W013 links are not read",
                ],
            ),
        ],
    );
}

#[test]
fn names() {
    check(
        show,
        &[
            (
                "paths:
  /users/{userId}: {get: &o {responses: {'204': {description: d}}, parameters: [{name: userId, in: path, required: true, schema: {type: string}}]}}
  /: {get: {responses: {'204': {description: d}}}}
  /user-groups/my_own: {get: {operationId: '', responses: {'204': {description: d}}}}
",
                &[
                    "getRoot get []",
                    "getUserGroupsMyOwn get [user-groups / my_own]",
                    "getUsersByUserId get [users / <userId>]",
                    "note W011 no `operationId`",
                    "note W011 no `operationId`",
                    "note W011 no `operationId`",
                ],
            ),
            (
                "paths:
  /b: {get: {operationId: same, responses: {'204': {description: d}}}}
  /a: {get: {operationId: same, responses: {'204': {description: d}}}}
  /c: {get: {operationId: same2, responses: {'204': {description: d}}}}
  /d: {get: {operationId: getE, responses: {'204': {description: d}}}}
  /e: {get: {responses: {'204': {description: d}}}}
",
                &[
                    "same get [a]",
                    "same3 get [b]",
                    "same2 get [c]",
                    "getE get [d]",
                    "getE2 get [e]",
                    "warning W010 another operation is called `same` too",
                    "note W011 no `operationId`",
                ],
            ),
        ],
    );
}
