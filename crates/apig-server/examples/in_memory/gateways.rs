//! The gateways, and the operations on them.

use apig_server::types::CreatePostPayResizeOrderError::{
    BadRequest, Conflict, Forbidden, InternalServerError, NotFound,
};
use apig_server::types::error_codes::{
    APIC_7111, APIC_7130, APIC_7243, APIC_7253, APIC_7301, APIC_7302, APIC_7701, APIC_7707,
    APIC_7712, APIC_9000, APIC_9005, APIC_9100, APIC_9209, APIC_9215, APIC_9222, APIC_9999,
};
use apig_server::types::{
    CreatePostPayResizeOrderError, CreatePostPayResizeOrderResponse, ErrorResponse, ResizeOrder,
};
use apig_server::{Api, CreatePostPayResizeOrderRequest, Failure};

use super::callers::Caller;
use super::error;
use super::specs::rank;

/// A project that belongs to someone else. Each other project is the caller's own.
pub(crate) const OTHER_PROJECT: &str = "ffffffffffffffffffffffffffffffff";

/// A gateway and what becomes of an order for it.
pub(crate) struct Gateway {
    /// Its id.
    pub(crate) id: &'static str,
    /// Its specification.
    pub(crate) spec: &'static str,
    /// What becomes of an order.
    pub(crate) condition: Condition,
}

/// What becomes of an order.
#[derive(Clone, Copy)]
pub(crate) enum Condition {
    /// It is accepted with this task.
    Running(&'static str),
    /// A service behind this one does not answer.
    Unreachable,
    /// It is refused with this status, code and message.
    Refusing(Refusal, &'static str, &'static str),
}

/// Makes one of the documented errors.
type Refusal = fn(ErrorResponse) -> CreatePostPayResizeOrderError;

impl Condition {
    /// What an order for a larger specification is answered with.
    pub(crate) fn answer(&self) -> &'static str {
        match self {
            Self::Running(job) => job,
            Self::Unreachable => APIC_9000,
            Self::Refusing(_, code, _) => code,
        }
    }
}

/// All gateways there are.
pub(crate) const GATEWAYS: &[Gateway] = &[
    running(
        "6a7d71827fd54572b1f31aa9548fcc81",
        "BASIC",
        "JOB-5acb75c7565e42c997954774456eac79",
    ),
    running(
        "00000000000000000000000000000001",
        "PLATINUM",
        "JOB-00000000000000000000000000000001",
    ),
    refusing(
        "00000000000000000000000000000400",
        BadRequest,
        APIC_9215,
        "Failed to scale up the gateway.",
    ),
    refusing(
        "00000000000000000000000000009222",
        BadRequest,
        APIC_9222,
        "Lock gateway operation failed.",
    ),
    refusing(
        "00000000000000000000000000000403",
        Forbidden,
        APIC_7111,
        "The requested resource does not belong to your account.",
    ),
    refusing(
        "00000000000000000000000000000409",
        Conflict,
        APIC_7712,
        "The gateway operation has already been locked.",
    ),
    refusing(
        "00000000000000000000000000007701",
        Conflict,
        APIC_7701,
        "Instance status conflict.",
    ),
    Gateway {
        id: "00000000000000000000000000000500",
        spec: "BASIC",
        condition: Condition::Unreachable,
    },
    refusing(
        "00000000000000000000000000007253",
        InternalServerError,
        APIC_7253,
        "Internal configuration error.",
    ),
    refusing(
        "00000000000000000000000000009005",
        InternalServerError,
        APIC_9005,
        "Order creation failed.",
    ),
    refusing(
        "00000000000000000000000000009100",
        InternalServerError,
        APIC_9100,
        "Failed to access the database.",
    ),
    refusing(
        "00000000000000000000000000009209",
        InternalServerError,
        APIC_9209,
        "Failed to access EPS.",
    ),
    refusing(
        "00000000000000000000000000009999",
        InternalServerError,
        APIC_9999,
        "System error. Contact technical support.",
    ),
];

const fn running(id: &'static str, spec: &'static str, job: &'static str) -> Gateway {
    Gateway {
        id,
        spec,
        condition: Condition::Running(job),
    }
}

const fn refusing(
    id: &'static str,
    refusal: Refusal,
    code: &'static str,
    message: &'static str,
) -> Gateway {
    Gateway {
        id,
        spec: "BASIC",
        condition: Condition::Refusing(refusal, code, message),
    }
}

/// The API on [`GATEWAYS`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gateways;

impl Api for Gateways {
    type Principal = Caller;

    async fn create_post_pay_resize_order(
        &self,
        _: Caller,
        request: CreatePostPayResizeOrderRequest,
    ) -> Result<CreatePostPayResizeOrderResponse, Failure<CreatePostPayResizeOrderError>> {
        if request.project_id == OTHER_PROJECT {
            let message = "No permissions to access gateways in other projects.";
            return Err(Forbidden(error(APIC_7130, message)).into());
        }
        let Some(gateway) = GATEWAYS
            .iter()
            .find(|gateway| gateway.id == request.instance_id)
        else {
            return Err(NotFound(error(APIC_7302, "Instance not found")).into());
        };
        if let Some(spec) = &request.body.spec_id {
            gateway.may_become(spec)?;
        }
        let job = gateway.order()?;
        Ok(CreatePostPayResizeOrderResponse::Accepted(ResizeOrder {
            instance_id: Some(request.instance_id),
            message: Some(format!(
                "JOB_ASSIGNED_FOR_RESIZE_0086I:The job {job} is assigned to resize instance."
            )),
            job_id: Some(job.to_owned()),
        }))
    }
}

impl Gateway {
    /// Whether the specification exists, is another one, and is not smaller.
    fn may_become(&self, spec: &str) -> Result<(), CreatePostPayResizeOrderError> {
        let wanted =
            rank(spec).ok_or_else(|| NotFound(error(APIC_7301, "Instance spec not found")))?;
        if spec == self.spec {
            let message = "Scaling up to the same specifications is not allowed.";
            return Err(Conflict(error(APIC_7707, message)));
        }
        if Some(wanted) < rank(self.spec) {
            return Err(BadRequest(error(
                APIC_7243,
                "Scale-up is not supported by this edition.",
            )));
        }
        Ok(())
    }

    /// Places the order; the task that was assigned to it.
    fn order(&self) -> Result<&'static str, Failure<CreatePostPayResizeOrderError>> {
        match self.condition {
            Condition::Running(job) => Ok(job),
            Condition::Unreachable => Err(Failure::internal("the resize service does not answer")),
            Condition::Refusing(refusal, code, message) => {
                Err(refusal(error(code, message)).into())
            }
        }
    }
}
