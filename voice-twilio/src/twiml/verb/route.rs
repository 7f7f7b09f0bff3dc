//! Verbs that send the call elsewhere or end it.

use crate::twiml::check::Checker;
use crate::twiml::element::{Element as _, appends, children, element};
use crate::twiml::noun::stream::{Parameter, ParameterOnly};
use crate::twiml::value::words;
use crate::twiml::{Method, Problem};

element! {
    /// Goes on with another document. Nothing after it is reached.
    Redirect = "Redirect" {
        /// How. Default `POST`.
        method: word(Method) = "method";
    }
    maybe(url)
    /// Its URL; empty is the current document.
    url, Rule::Any;
}

words! {
    /// What the caller of a rejected call hears.
    RejectReason {
        /// "Not in service". The default.
        Rejected = "rejected",
        /// The busy tone.
        Busy = "busy",
    }
}

element! {
    /// Turns an incoming call away: it is neither answered nor billed. It must be the first verb, of
    /// the first document or of one that a `Redirect` leads to; every other verb before it has answered
    /// the call, and `check` refuses it there.
    Reject = "Reject" {
        /// What the caller hears. Default `rejected`.
        reason: word(RejectReason) = "reason";
    }
    children
    /// Parameters.
    parameters: ParameterOnly;
}

element! {
    /// Ends the call.
    Hangup = "Hangup" {}
    children
    /// Parameters.
    parameters: ParameterOnly;
}

appends! {
    Reject.parameters {
        /// Adds a parameter.
        parameter(Parameter);
    }
}

appends! {
    Hangup.parameters {
        /// Adds a parameter.
        parameter(Parameter);
    }
}

element! {
    /// Leaves the queue, in a document of a `waitUrl`: the call goes to the `action` of its `Enqueue`,
    /// or to the verb after it. On a call that is not queued it ends the call.
    Leave = "Leave" {}
}

element! {
    /// Sends the caller's own voice back, for measuring delays.
    Echo = "Echo" {}
}

element! {
    /// Puts the caller into a queue, made on demand.
    Enqueue = "Enqueue" {
        /// Asked for the next document when the call has left the queue.
        action: url = "action";
        /// How. Default `POST`.
        method: word(Method) = "method";
        /// The document or audio file that waiting callers hear, again and again; empty is silence.
        /// Default: Twilio's music.
        wait_url: url = "waitUrl";
        /// How. Default `POST`.
        wait_url_method: word(Method) = "waitUrlMethod";
        /// How many may wait, at most 5000 (as of the Queues resource). Default: the queue's setting.
        max_queue_size: number = "maxQueueSize", Rule::Range(0, 5_000);
        /// A `TaskRouter` workflow; then a `Task` stands inside instead of a name.
        workflow_sid: text = "workflowSid";
    }
    maybe(text)
    /// The queue's name, at most 64 characters.
    queue, Rule::Chars(64);
    children
    /// The task.
    tasks: EnqueueNoun;
    check one_target;
}

children! {
    /// What may stand in an `Enqueue` beside its name.
    EnqueueNoun { Task }
}

element! {
    /// A task for `TaskRouter`.
    Task = "Task" {
        /// Its priority.
        priority: number = "priority";
        /// How long it lives, in seconds.
        timeout: number = "timeout";
    }
    text(secret)
    /// The task's attributes: a JSON object.
    attributes;
}

appends! {
    Enqueue.tasks {
        /// Hands the call to `TaskRouter`.
        task(Task);
    }
}

fn one_target(enqueue: &Enqueue, checker: &mut Checker) {
    let count = enqueue.tasks.len();
    if count > 0 && enqueue.workflow_sid.is_none() {
        checker.note(Enqueue::TAG, Some("workflowSid"), Some(Problem::Missing));
    }
    // A workflow without a task makes one without attributes.
    if count > 0 || enqueue.workflow_sid.is_none() {
        let why = "a queue's name may not stand beside a Task";
        checker.either(Enqueue::TAG, (&enqueue.queue, why), (count, 1));
    }
}

element! {
    /// Asks the caller's SIP side to call somewhere else (SIP REFER).
    Refer = "Refer" {
        /// Asked for the next document afterwards.
        action: url = "action";
        /// How. Default `POST`.
        method: word(Method) = "method";
    }
    children
    /// Where to; one address.
    targets: ReferNoun;
    check one_address;
}

fn one_address(refer: &Refer, checker: &mut Checker) {
    checker.either(Refer::TAG, ("", ""), (refer.targets.len(), 1));
}

children! {
    /// Where a `Refer` sends the call.
    ReferNoun { ReferSip }
}

element! {
    /// The SIP address of a `Refer`.
    ReferSip = "Sip" {}
    text(party)
    /// The address: less than 255 characters, and at most 1024 of headers after a `?`.
    uri, Rule::Sip;
}

appends! {
    Refer.targets {
        /// The SIP address.
        sip(ReferSip);
    }
}

element! {
    /// Sends a text. Old: the Messages resource does this today.
    Sms = "Sms" {
        /// To whom. Default: the caller.
        to: party = "to";
        /// From which number. Default: the called one.
        from: party = "from";
        /// Asked for the next document.
        action: url = "action";
        /// How. Default `POST`.
        method: word(Method) = "method";
        /// Is told what became of the text.
        status_callback: url = "statusCallback";
    }
    text(secret)
    /// The text.
    body;
}
