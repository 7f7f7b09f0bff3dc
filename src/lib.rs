#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(docsrs, doc(auto_cfg))]

pub use voice_core::*;

#[cfg(feature = "bland")]
#[doc(inline)]
pub use voice_bland as bland;
#[cfg(feature = "exotel")]
#[doc(inline)]
pub use voice_exotel as exotel;
#[cfg(feature = "ivr-flow")]
#[doc(inline)]
pub use voice_ivr_flow as flow;
#[cfg(feature = "quo")]
#[doc(inline)]
pub use voice_quo as quo;
#[cfg(feature = "twilio")]
#[doc(inline)]
pub use voice_twilio as twilio;
