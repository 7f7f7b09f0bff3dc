//! A player, a script and an application together.

use super::call::{Call, Request};
use super::player::{Player, Step};
use super::script::Script;
use super::trace::Trace;
use crate::twiml::Response;

/// Plays a whole call: `application` answers each request with a document, `script` is the caller.
pub fn run(
    call: Call,
    mut script: Script,
    mut application: impl FnMut(&Request) -> Response,
) -> Trace {
    let mut player = Player::new(call);
    loop {
        match player.step() {
            Step::Request(request) => {
                let document = application(request);
                player.respond(document);
            }
            Step::Wait(wait) => {
                let act = script.answer(wait);
                player.act(act);
            }
            Step::Ended(_) => return player.into_trace(),
        }
    }
}
