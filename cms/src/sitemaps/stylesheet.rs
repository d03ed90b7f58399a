//! What makes a sitemap readable for a person who opens it in a browser.

/// Which of the two stylesheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stylesheet {
    /// `wp-sitemap.xsl`
    Sitemap,
    /// `wp-sitemap-index.xsl`
    Index,
}

/// The XSLT document that shows a sitemap as a table.
pub fn stylesheet(which: Stylesheet) -> String {
    let rows = match which {
        Stylesheet::Sitemap => "sitemap:urlset/sitemap:url",
        Stylesheet::Index => "sitemap:sitemapindex/sitemap:sitemap",
    };
    TEXT.replace("{rows}", rows)
}

const TEXT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:sitemap="http://www.sitemaps.org/schemas/sitemap/0.9" exclude-result-prefixes="sitemap">
<xsl:output method="html" encoding="UTF-8" indent="yes"/>
<xsl:template match="/">
<html lang="en-US">
<head>
<title>XML Sitemap</title>
<style>
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2327;background:#fff}
table{width:100%;border-collapse:collapse}
th,td{text-align:start;padding:.5rem;border-bottom:1px solid #dcdcde;overflow-wrap:anywhere}
</style>
</head>
<body>
<h1>XML Sitemap</h1>
<p>This sitemap tells search engines which pages this site has.</p>
<p>It lists <xsl:value-of select="count({rows})"/> addresses.</p>
<table>
<thead><tr><th>URL</th><th>Last Modified</th></tr></thead>
<tbody>
<xsl:for-each select="{rows}">
<tr><td><a href="{sitemap:loc}"><xsl:value-of select="sitemap:loc"/></a></td><td><xsl:value-of select="sitemap:lastmod"/></td></tr>
</xsl:for-each>
</tbody>
</table>
</body>
</html>
</xsl:template>
</xsl:stylesheet>
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_stylesheets_are_well_formed() {
        for which in [Stylesheet::Sitemap, Stylesheet::Index] {
            let text = stylesheet(which);
            let mut reader = quick_xml::Reader::from_str(&text);
            while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
        }
    }
}
