//! The document that progenitor is given.

use openapiv3::{
    Components, MediaType, OpenAPI, Operation, Parameter, ParameterData, ParameterSchemaOrContent,
    PathItem, QueryStyle, ReferenceOr, Schema, SchemaData, SchemaKind,
};

use super::{Need, Types, Wanted, WantedField, type_name};

pub(super) fn document(chunk: &[Wanted], types: &Types<'_>) -> OpenAPI {
    let mut components = Components::default();
    for at in 0..types.names.len() {
        let anything = Schema {
            schema_data: SchemaData::default(),
            schema_kind: SchemaKind::Any(openapiv3::AnySchema::default()),
        };
        components
            .schemas
            .insert(type_name(at), ReferenceOr::Item(anything));
    }
    let mut document = OpenAPI {
        openapi: "3.0.3".to_owned(),
        components: Some(components),
        ..OpenAPI::default()
    };
    for (at, one) in chunk.iter().enumerate() {
        let fields = one.fields.iter().enumerate();
        let operation = Operation {
            operation_id: Some(format!("op{at}")),
            parameters: fields
                .map(|(at, field)| ReferenceOr::Item(parameter(at, field, types)))
                .collect(),
            ..Operation::default()
        };
        let item = PathItem {
            get: Some(operation),
            ..PathItem::default()
        };
        document
            .paths
            .paths
            .insert(format!("/{at}"), ReferenceOr::Item(item));
    }
    document
}

fn parameter(at: usize, field: &WantedField, types: &Types<'_>) -> Parameter {
    let ty = types
        .places
        .get(field.ty.as_str())
        .copied()
        .unwrap_or_default();
    let schema = ReferenceOr::Reference {
        reference: format!("#/components/schemas/{}", type_name(ty)),
    };
    Parameter::Query {
        parameter_data: ParameterData {
            name: format!("p{at}"),
            description: None,
            required: field.need == Need::Required,
            deprecated: None,
            format: ParameterSchemaOrContent::Schema(schema),
            example: None,
            examples: MediaType::default().examples,
            explode: None,
            extensions: MediaType::default().extensions,
        },
        allow_reserved: false,
        style: QueryStyle::Form,
        allow_empty_value: None,
    }
}
