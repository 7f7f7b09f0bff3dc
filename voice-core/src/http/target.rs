//! Where a request goes, and whether our credentials go with it.

use percent_encoding::utf8_percent_encode;
use url::Url;

use super::base_url::{BaseUrl, RESERVED, escape};

#[derive(Clone)]
pub(super) enum Target {
    /// `{name}` in the template stands for a value.
    Path {
        template: &'static str,
        values: Vec<(&'static str, String)>,
    },
    /// A link that the vendor gave, on the vendor's own origin.
    Link(String),
    /// An address anywhere, asked without credentials unless it is the vendor's own origin.
    Anywhere(String),
}

/// What is wrong with a request: field and reason.
pub(super) type Fault = (&'static str, &'static str);

/// A request's URL, ready to be asked.
#[derive(Debug)]
pub(super) struct Resolved {
    pub(super) url: Url,
    /// The path's template, or what stands for it in logs.
    template: &'static str,
    pub(super) with_credentials: bool,
}

impl Resolved {
    /// What logs show of the URL: no values, no query.
    pub(super) fn label(&self) -> String {
        [&self.url.origin().ascii_serialization(), self.template].concat()
    }
}

impl Target {
    pub(super) fn path(template: &'static str) -> Self {
        Self::Path {
            template,
            values: Vec::new(),
        }
    }

    /// The URL without the request's own query.
    fn resolve(&self, base: &BaseUrl) -> Result<Resolved, Fault> {
        Ok(match self {
            Self::Path { template, values } => Resolved {
                url: base.join(&fill(template, values)?),
                template,
                with_credentials: true,
            },
            Self::Link(link) => Resolved {
                url: base
                    .follow(link)
                    .ok_or(("link", "leads off the provider's own address"))?,
                template: "/{link}",
                with_credentials: true,
            },
            Self::Anywhere(text) => {
                let url = Url::parse(text).map_err(|_| ("url", "is not an absolute URL"))?;
                if !matches!(url.scheme(), "https" | "http") {
                    return Err(("url", "is neither https nor http"));
                }
                Resolved {
                    template: "/{url}",
                    with_credentials: base.is_origin_of(&url),
                    url,
                }
            }
        })
    }

    /// The URL with these pairs after whatever query a link brought along.
    pub(super) fn resolve_with(
        &self,
        base: &BaseUrl,
        pairs: &[(String, String)],
    ) -> Result<Resolved, Fault> {
        let mut resolved = self.resolve(base)?;
        if !pairs.is_empty() {
            let mut query = resolved.url.query().unwrap_or_default().to_owned();
            for (name, value) in pairs {
                if !query.is_empty() {
                    query.push('&');
                }
                query.extend(utf8_percent_encode(name, RESERVED));
                query.push('=');
                query.extend(utf8_percent_encode(value, RESERVED));
            }
            resolved.url.set_query(Some(&query));
        }
        Ok(resolved)
    }
}

/// Puts the values into the template. Each value is used exactly once.
fn fill(template: &'static str, values: &[(&'static str, String)]) -> Result<String, Fault> {
    let mut path = String::with_capacity(template.len() + 40);
    if !template.starts_with('/') {
        path.push('/');
    }
    let mut rest = template;
    let mut used = 0;
    while let Some((literal, (name, tail))) = rest
        .split_once('{')
        .and_then(|(literal, tail)| Some((literal, tail.split_once('}')?)))
    {
        let (_, value) = values
            .iter()
            .find(|(known, _)| *known == name)
            .ok_or((name, "is missing in the path"))?;
        let alone = literal.ends_with('/') && (tail.is_empty() || tail.starts_with('/'));
        if value.is_empty() {
            return Err((name, "is empty"));
        }
        if alone && matches!(value.as_str(), "." | "..") {
            return Err((name, "is not an identifier"));
        }
        path.push_str(literal);
        path.extend(escape(value));
        used += 1;
        rest = tail;
    }
    path.push_str(rest);
    match values.get(used) {
        Some((name, _)) => Err((name, "has no place in the path")),
        None => Ok(path),
    }
}
