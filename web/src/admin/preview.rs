//! A page of the site as it would be with other settings of the theme, for the customiser's frame.

use actix_web::{HttpRequest, web};
use cms::{Site, theming};

use crate::failure::Failure;
use crate::front::Front;
use crate::visitor::Visitor;

/// The parameter that holds the values, as a JSON object.
const PARAMETER: &str = "customize_preview";

/// The site as this request wants to see it; whoever may not customise it is refused.
pub async fn as_previewed(front: &web::Data<Front>, site: &Site, request: &HttpRequest) -> Result<Site, Failure> {
    let mut query = url::form_urlencoded::parse(request.query_string().as_bytes());
    let Some((_, values)) = query.find(|(name, _)| name == PARAMETER) else { return Ok(site.clone()) };
    let values = serde_json::from_str(&values).map_err(|error| Failure::BadBody(error.to_string()))?;
    let visitor = Visitor::of(front, site, request.headers()).await?;
    Ok(theming::previewed(site, &visitor.actor, &values)?)
}
