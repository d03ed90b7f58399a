//! `system.multicall`: several calls in one request, each with an answer or a fault of its own.

use dxr::Value;

use super::call::Caller;
use super::fault::{Fault, fault};
use super::methods::single;
use super::parameters::{self, Parameters};
use super::values::{list, number, structure, text};

/// More calls than this are refused.
const MOST: usize = 50;

/// Calls them one after the other.
pub async fn call(caller: &Caller, given: &Parameters) -> Result<Value, Fault> {
    let calls = given.list(0);
    if calls.len() > MOST {
        return Err(fault(400, "Too many calls in one request."));
    }
    let mut answers = Vec::with_capacity(calls.len());
    for one in calls {
        let Value::Struct(members) = one else {
            answers.push(shown(&fault(-32600, "server error. invalid xml-rpc. not conforming to spec.")));
            continue;
        };
        let name = members.get("methodName").map(parameters::text).unwrap_or_default();
        let inner: Parameters = members.get("params").map(parameters::list).unwrap_or_default().into();
        let answer = match name.as_str() {
            "system.multicall" => Err(fault(-32600, "Recursive calls to system.multicall are forbidden")),
            name => single(caller, name, &inner).await,
        };
        answers.push(answer.map_or_else(|fault| shown(&fault), |value| list([value])));
    }
    Ok(list(answers))
}

fn shown(fault: &Fault) -> Value {
    structure([("faultCode", number(i64::from(fault.code()))), ("faultString", text(fault.string()))])
}
