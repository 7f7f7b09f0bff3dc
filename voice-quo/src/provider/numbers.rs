//! Our numbers, read only.

use async_trait::async_trait;
use voice_core::{
    Cursor, Error, ErrorKind, NumberId, NumberOperation, Numbers, OwnedNumber, Page, Result,
};

use super::{Quo, no_cursor, prefixed};
use crate::{PROVIDER, api, convert, dated};

#[async_trait]
impl Numbers for Quo {
    fn support(&self) -> &'static [NumberOperation] {
        &[]
    }

    fn provider(&self) -> &'static str {
        PROVIDER
    }

    /// Leaves out what Quo lists that is no number in E.164.
    async fn list_numbers(&self, cursor: Option<&Cursor>) -> Result<Page<OwnedNumber>> {
        if self.is_dated() {
            let mut list = dated::ListNumbers::new().with_restrictions();
            list.after = cursor.map(|cursor| cursor.as_str().into());
            let list = list.send(&self.client).await?;
            let next = list.next_page_token.map(Cursor::new);
            return Ok(Page::new(
                list.data.into_iter().filter_map(convert::number).collect(),
                next,
            ));
        }
        no_cursor("list_numbers", cursor)?;
        let list = api::ListNumbers::new().send(&self.client).await?;
        Ok(Page::new(
            list.into_iter().filter_map(convert::number).collect(),
            None,
        ))
    }

    async fn number(&self, id: &NumberId) -> Result<OwnedNumber> {
        const OPERATION: &str = "number";
        prefixed(OPERATION, id.as_str(), "PN")?;
        let quo = if self.is_dated() {
            let get = dated::GetNumber::new(id.as_str()).with_restrictions();
            get.send(&self.client).await?
        } else {
            api::GetNumber::new(id.as_str()).send(&self.client).await?
        };
        convert::number(quo).ok_or_else(|| {
            let what = "the number is not in E.164";
            Error::new(ErrorKind::Decode, PROVIDER, OPERATION, what)
        })
    }
}
