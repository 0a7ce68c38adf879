//! Path parameters that touch: told apart by the values that one of them lists.

use serde_json::{Value, json};

use super::spec;
use crate::wire::template::Template;

fn parameter(name: &str, schema: &Value) -> Value {
    json!({"name": name, "in": "path", "required": true, "schema": schema})
}

#[test]
fn values_tell_them_apart() {
    let check = |path: &str, request: &str, expected: Option<&[(&str, &str)]>| {
        let text = json!({"type": "string"});
        let listed = json!({"type": "string", "enum": [".md", ".b c"]});
        let parameters = json!({"parameters": [parameter("a", &text), parameter("b", &listed)]});
        let spec = spec(path, &parameters);
        let template = Template::of(&spec.operations[0]);
        assert_eq!(template.take(request).as_deref(), expected, "{request}");
    };
    check("/{a}{b}", "/x.md.md", Some(&[("a", "x.md"), ("b", ".md")]));
    check("/{a}{b}", "/x.b%20c", Some(&[("a", "x"), ("b", ".b%20c")]));
    check("/{a}{b}", "/x.txt", None);
    check("/{a}{b}", "/.md", None);
    check("/{b}{a}!", "/.mdx!", Some(&[("b", ".md"), ("a", "x")]));
    check("/{b}{a}", "/.md", None);
    check("/{a}-{b}", "/x-y-.md", Some(&[("a", "x-y"), ("b", ".md")]));
}
