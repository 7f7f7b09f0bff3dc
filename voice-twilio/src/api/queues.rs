//! `GET|POST /2010-04-01/Accounts/{sid}/Queues.json`, `GET|POST|DELETE …/Queues/{sid}.json`, `GET …/Queues/{sid}/Members.json`,
//! `GET|POST …/Members/{call}.json` — Twilio, "Queue resource" and "Member resource".

use super::request::{endpoints, list_request, request};
use super::resource::resource;
use super::words::Method;

request! {
    /// Makes a queue. Not idempotent.
    CreateQueue [
        /// Its name, at most 64 characters.
        friendly_name: text = "FriendlyName",
    ] {
        /// How many may wait, at most 5000. Default 1000.
        max_size: number = "MaxSize";
    }
}

list_request! {
    /// Lists queues.
    ListQueues {}
}

request! {
    /// Fetches one queue.
    FetchQueue [
        /// Its SID.
        sid: sid,
    ] {}
}

request! {
    /// Changes a queue.
    UpdateQueue [
        /// Its SID.
        sid: sid,
    ] {
        /// Its name.
        friendly_name: text = "FriendlyName";
        /// How many may wait, at most 5000.
        max_size: number = "MaxSize";
    }
}

request! {
    /// Deletes a queue in which nobody waits.
    DeleteQueue [
        /// Its SID.
        sid: sid,
    ] {}
}

list_request! {
    /// Lists who waits in a queue.
    ListMembers [
        /// The queue.
        queue: sid,
    ] {}
}

request! {
    /// Fetches who waits.
    FetchMember [
        /// The queue.
        queue: sid,
        /// The call's SID, or `Front`.
        call: sid,
    ] {}
}

request! {
    /// Takes somebody out of a queue, to go on with a document. Not idempotent: of `Front`, a second one takes the next.
    UpdateMember [
        /// The queue.
        queue: sid,
        /// The call's SID, or `Front`.
        call: sid,
        /// Returns the TwiML to go on with.
        url: url = "Url",
    ] {
        /// How. Default `POST`.
        method: word(Method) = "Method";
    }
}

endpoints! {
    CreateQueue: POST "create_queue" "/Queues.json" => one Queue;
    ListQueues: GET "list_queues" "/Queues.json" => list Queue;
    FetchQueue: GET "queue" "/Queues/{sid}.json" (sid) => one Queue;
    UpdateQueue: POST again "update_queue" "/Queues/{sid}.json" (sid) => one Queue;
    DeleteQueue: DELETE "delete_queue" "/Queues/{sid}.json" (sid) => gone;
    ListMembers: GET "list_members" "/Queues/{queue}/Members.json" (queue) => list Member;
    FetchMember: GET "member" "/Queues/{queue}/Members/{call}.json" (queue, call) => one Member;
    UpdateMember: POST "update_member" "/Queues/{queue}/Members/{call}.json" (queue, call) => one Member;
}

resource! {
    /// A queue.
    Queue in "queues" {
        /// `QU…`
        sid: sid;
        /// When it changed.
        date_updated: time;
        /// How many wait.
        current_size: count;
        /// Its name.
        friendly_name: text;
        /// Its path below the host.
        uri: text;
        /// `AC…`
        account_sid: text;
        /// How long they wait, in whole seconds.
        average_wait_time: seconds;
        /// When it was made.
        date_created: time;
        /// How many may wait.
        max_size: count;
    }
}

resource! {
    /// Somebody who waits.
    Member in "queue_members" {
        /// The call.
        call_sid: sid;
        /// Since when.
        date_enqueued: time;
        /// From the front, from 1.
        position: count;
        /// Its path below the host.
        uri: text;
        /// How long, in whole seconds.
        wait_time: seconds;
        /// `QU…`
        queue_sid: text;
    }
}
