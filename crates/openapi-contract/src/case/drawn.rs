//! Values drawn from the schemas, when the case is run.

use super::{Case, Drawn, Family, Side, Subject, bounds, ground::Ground, make, party::Party};
use crate::{call::Call, spec::Operation};

/// The drawn calls to a server.
pub(super) fn of_server(ground: &Ground<'_>) -> Option<Case> {
    let name = ground.name(Family::Drawn, Side::Server, "calls");
    case(
        ground.operation,
        name,
        Side::Server,
        &ground.call,
        ground.twin.clone(),
    )
}

/// The drawn calls of a client, alone and to the server.
pub(super) fn of_client(party: &Party<'_>) -> Vec<Case> {
    let one = |side: Side| {
        let name = make::name(&[
            Family::Drawn.to_string(),
            side.to_string(),
            party.operation.id.clone(),
            "calls".to_owned(),
        ]);
        case(
            party.operation,
            name,
            side,
            &party.call,
            make::on_side(&party.twin, side),
        )
    };
    [Side::Client, Side::Loopback]
        .into_iter()
        .filter_map(one)
        .collect()
}

/// Where nothing has a schema there is nothing to draw.
fn case(
    operation: &Operation,
    name: String,
    side: Side,
    call: &Call,
    twin: String,
) -> Option<Case> {
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter(|one| one.schema.is_some());
    let body = operation.request_body.iter().flat_map(|body| &body.media);
    let bodies = body.filter(|media| media.schema.is_some());
    let owns: Vec<String> = parameters
        .map(|one| one.pointer.clone())
        .chain(bodies.map(|media| media.pointer.clone()))
        .collect();
    (!owns.is_empty()).then(|| Case {
        name,
        family: Family::Drawn,
        side,
        operation: operation.id.clone(),
        level: super::Level::Schema,
        twin: Some(twin),
        owns,
        subject: Subject::Drawn(Box::new(Drawn {
            call: call.clone(),
            values: bounds::DRAWN,
        })),
    })
}
