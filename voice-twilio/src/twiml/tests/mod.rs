//! Reading is the inverse of writing, and the vocabulary is the reference's.

mod each;
mod reference;

use super::sample::{Bytes, Sample as _};
use super::*;

proptest::proptest! {
    #[test]
    fn printing_and_parsing_is_the_identity(bytes in proptest::collection::vec(0_u8.., 0..600)) {
        let document = Response::sample(&mut Bytes::new(&bytes));
        let xml = document.to_xml();
        let parsed = Response::parse(&xml).unwrap();
        proptest::prop_assert_eq!(&parsed.response.to_xml(), &xml);
        proptest::prop_assert!(parsed.response == document, "{}", xml);
    }
}
