//! From HTTP to a call, and back.

use actix_web::{HttpRequest, HttpResponse, web};
use dxr::{FaultResponse, MethodCall, MethodResponse};
use quick_xml::events::Event;

use super::call::Caller;
use super::fault::{Fault, fault};
use super::methods;
use crate::failure::Failure;
use crate::front::Front;
use crate::origin::Origin;
use crate::site;

/// No editor nests values deeper, and reading them recurses.
const DEEPEST: usize = 40;
const XML: &str = "text/xml; charset=UTF-8";

/// POST of a call. A fault is an answer too: its status is 200.
pub async fn handle(request: HttpRequest, front: web::Data<Front>, body: web::Bytes) -> Result<HttpResponse, Failure> {
    let origin = Origin::of(request.head(), front.trusted());
    let site = site::of(&front, &origin).await?;
    let caller = Caller::new(&front, &site, origin.client.to_string());
    // The database's connections live on the host's runtime, and a slow answer holds up nobody else there.
    let answered = front.runtime().spawn(async move { answer(&caller, &body).await }).await;
    let answered = answered.unwrap_or_else(|_| written(Err(fault(500, "Something went wrong."))));
    Ok(HttpResponse::Ok().content_type(XML).body(answered))
}

async fn answer(caller: &Caller, body: &[u8]) -> String {
    if !caller.site.settings().flag("enable_xmlrpc") {
        return written(Err(fault(405, "XML-RPC services are disabled on this site.")));
    }
    let text = String::from_utf8_lossy(body);
    match read(&text) {
        Ok(call) => written(methods::call(caller, &call.name, call.params.into()).await),
        Err(fault) => written(Err(fault)),
    }
}

fn read(text: &str) -> Result<MethodCall<'_>, Fault> {
    let broken = || fault(-32700, "parse error. not well formed");
    if !is_shallow(text).ok_or_else(broken)? {
        return Err(fault(-32700, "parse error. nested too deeply"));
    }
    MethodCall::from_xml(text).map_err(|_| broken())
}

/// Whether no element stands deeper than values of calls do; none where it is no XML. A document type is refused: it could
/// define entities.
fn is_shallow(text: &str) -> Option<bool> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().ok()? {
            Event::Start(_) => {
                depth += 1;
                if depth > DEEPEST {
                    return Some(false);
                }
            }
            Event::End(_) => depth = depth.checked_sub(1)?,
            Event::DocType(_) => return None,
            Event::Eof => return (depth == 0).then_some(true),
            _ => {}
        }
    }
}

fn written(result: Result<dxr::Value, Fault>) -> String {
    let xml = match result {
        Ok(value) => MethodResponse { value }.to_xml(),
        Err(fault) => FaultResponse { fault }.to_xml(),
    };
    let xml = xml.unwrap_or_else(|error| {
        tracing::error!(%error, "an answer could not be written as XML");
        "<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>500</int></value></member>\
         <member><name>faultString</name><value><string>Something went wrong.</string></value></member></struct></value>\
         </fault></methodResponse>"
            .to_owned()
    });
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{xml}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_or_broken_calls_are_refused_before_they_are_read() {
        let deep = format!("{}x{}", "<value>".repeat(50_000), "</value>".repeat(50_000));
        assert_eq!(is_shallow(&deep), Some(false));
        assert_eq!(is_shallow("<a><b></a>"), None);
        assert_eq!(is_shallow("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"), None);
        assert_eq!(is_shallow("<methodCall><methodName>x</methodName></methodCall>"), Some(true));
    }
}
