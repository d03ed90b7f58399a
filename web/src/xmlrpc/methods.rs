//! The table of methods.

use dxr::Value;

use super::call::Caller;
use super::fault::{Fault, fault};
use super::parameters::Parameters;
use super::values::{list, number, structure, text};
use super::{blogs, comments, media, multicall, options, people, pingbacks, posts, revisions, terms, types, weblog};

/// Every method that is answered, in the order in which WordPress lists those.
pub const NAMES: [&str; 79] = [
    "system.multicall",
    "system.listMethods",
    "system.getCapabilities",
    "demo.addTwoNumbers",
    "demo.sayHello",
    "pingback.extensions.getPingbacks",
    "mt.publishPost",
    "mt.getTrackbackPings",
    "mt.supportedTextFilters",
    "mt.supportedMethods",
    "mt.setPostCategories",
    "mt.getPostCategories",
    "mt.getRecentPostTitles",
    "mt.getCategoryList",
    "metaWeblog.getUsersBlogs",
    "metaWeblog.deletePost",
    "metaWeblog.newMediaObject",
    "metaWeblog.getCategories",
    "metaWeblog.getRecentPosts",
    "metaWeblog.getPost",
    "metaWeblog.editPost",
    "metaWeblog.newPost",
    "blogger.deletePost",
    "blogger.editPost",
    "blogger.newPost",
    "blogger.getRecentPosts",
    "blogger.getPost",
    "blogger.getUserInfo",
    "blogger.getUsersBlogs",
    "wp.restoreRevision",
    "wp.getRevisions",
    "wp.getPostTypes",
    "wp.getPostType",
    "wp.getPostFormats",
    "wp.getMediaLibrary",
    "wp.getMediaItem",
    "wp.getCommentStatusList",
    "wp.newComment",
    "wp.editComment",
    "wp.deleteComment",
    "wp.getComments",
    "wp.getComment",
    "wp.setOptions",
    "wp.getOptions",
    "wp.getPageTemplates",
    "wp.getPageStatusList",
    "wp.getPostStatusList",
    "wp.getCommentCount",
    "wp.deleteFile",
    "wp.uploadFile",
    "wp.suggestCategories",
    "wp.deleteCategory",
    "wp.newCategory",
    "wp.getTags",
    "wp.getCategories",
    "wp.getAuthors",
    "wp.getPageList",
    "wp.editPage",
    "wp.deletePage",
    "wp.newPage",
    "wp.getPages",
    "wp.getPage",
    "wp.editProfile",
    "wp.getProfile",
    "wp.getUsers",
    "wp.getUser",
    "wp.getTaxonomies",
    "wp.getTaxonomy",
    "wp.getTerms",
    "wp.getTerm",
    "wp.deleteTerm",
    "wp.editTerm",
    "wp.newTerm",
    "wp.getPosts",
    "wp.getPost",
    "wp.deletePost",
    "wp.editPost",
    "wp.newPost",
    "wp.getUsersBlogs",
];

/// Calls a method.
pub async fn call(caller: &Caller, name: &str, parameters: Parameters) -> Result<Value, Fault> {
    if name == "system.multicall" {
        return multicall::call(caller, &parameters).await;
    }
    single(caller, name, &parameters).await
}

/// Calls a method that calls no others.
pub async fn single(caller: &Caller, name: &str, given: &Parameters) -> Result<Value, Fault> {
    let (family, method) = name.split_once('.').unwrap_or(("", name));
    match family {
        "system" | "demo" => about(method, given),
        "wp" => wordpress(caller, method, given).await,
        "pingback" if method == "extensions.getPingbacks" => pingbacks::of_address(&caller.site, &given.text(0)).await,
        "metaWeblog" | "blogger" | "mt" => weblog::call(caller, family, method, given).await,
        _ => Err(unknown(name)),
    }
}

/// There is no such method.
pub fn unknown(name: &str) -> Fault {
    fault(-32601, format!("server error. requested method {name} does not exist."))
}

fn about(method: &str, given: &Parameters) -> Result<Value, Fault> {
    let capability =
        |address: &str, version: i64| structure([("specUrl", text(address)), ("specVersion", number(version))]);
    Ok(match method {
        "listMethods" => list(NAMES.iter().map(text)),
        "getCapabilities" => structure([
            ("xmlrpc", capability("http://www.xmlrpc.com/spec", 1)),
            ("faults_interop", capability("http://xmlrpc-epi.sourceforge.net/specs/rfc.fault_codes.php", 20_010_516)),
            ("system.multicall", capability("http://www.xmlrpc.com/discuss/msgReader$1208", 1)),
        ]),
        "addTwoNumbers" => number(given.number(0).wrapping_add(given.number(1))),
        "sayHello" => text("Hello!"),
        _ => return Err(unknown(method)),
    })
}

async fn wordpress(caller: &Caller, method: &str, given: &Parameters) -> Result<Value, Fault> {
    match method {
        "getUsersBlogs" => blogs::of_user(caller, given, 0).await,
        "newPost" | "editPost" | "deletePost" | "getPost" | "getPosts" | "newPage" | "editPage" | "deletePage"
        | "getPage" | "getPages" | "getPageList" | "deleteFile" => posts::call(caller, method, given).await,
        "getTerm" | "getTerms" | "newTerm" | "editTerm" | "deleteTerm" | "getTaxonomy" | "getTaxonomies"
        | "getCategories" | "getTags" | "newCategory" | "deleteCategory" | "suggestCategories" => {
            let site = &caller.site;
            caller.signed_in(given, |actor| async move { terms::call(site, &actor, method, given).await }).await
        }
        "getComment"
        | "getComments"
        | "newComment"
        | "editComment"
        | "deleteComment"
        | "getCommentCount"
        | "getCommentStatusList" => comments::call(caller, method, given).await,
        "getUser" | "getUsers" | "getProfile" | "editProfile" | "getAuthors" => {
            let site = &caller.site;
            caller.signed_in(given, |actor| async move { people::call(site, &actor, method, given).await }).await
        }
        "getMediaItem" | "getMediaLibrary" | "uploadFile" => {
            let site = &caller.site;
            caller.signed_in(given, |actor| async move { media::call(site, &actor, method, given).await }).await
        }
        "getRevisions" | "restoreRevision" => {
            let site = &caller.site;
            caller.signed_in(given, |actor| async move { revisions::call(site, &actor, method, given).await }).await
        }
        "getOptions" | "setOptions" => options::call(caller, method, given).await,
        "getPostTypes" | "getPostType" | "getPostFormats" | "getPostStatusList" | "getPageStatusList"
        | "getPageTemplates" => types::call(caller, method, given).await,
        _ => Err(unknown(&format!("wp.{method}"))),
    }
}
