#![no_main]

use voice_core::webhook::{EventReader, SigningKeys, Verifier};
use voice_twilio::webhook::{SharedKey, TwilioEvents, TwilioVerifier};

#[path = "../bodies/webhook_request.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let twilio = TwilioVerifier::new("token").shared_key(SharedKey::new("key", "secret"));
    let bland = voice_bland::webhook::Verifier::new(SigningKeys::text("secret"));
    let quo = voice_quo::webhook::QuoWebhooks::new();
    let exotel = voice_exotel::webhook::Reader::minutes_east_of_utc(330);
    let vendors: &[(&dyn Verifier, &dyn EventReader)] = &[
        (&twilio, &TwilioEvents),
        (&bland, &voice_bland::webhook::Reader),
        (&quo, &quo),
        (&twilio, &exotel),
    ];
    body::run(data, vendors, |request| {
        let _ = (twilio.explain(request), twilio.verify_socket(request));
    });
});
