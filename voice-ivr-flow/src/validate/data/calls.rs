//! Nodes that connect, hand over, refuse, or send.

use std::sync::Arc;

use super::required;
use crate::document::Shape;
use crate::finding::FindingKind;
use crate::members::Rule;
use crate::names;
use crate::node::{
    Conference, Dial, Kind, Queue, RejectReason, Sms, Strategy, Transfer, TransferMode,
};
use crate::template::Template;
use crate::validate::fields::Fields;

pub(super) fn dial(fields: &mut Fields<'_, '_>) -> Dial {
    Dial {
        numbers: targets(fields),
        strategy: match fields.choice(names::STRATEGY) {
            0 => Strategy::Sequential,
            _ => Strategy::Simultaneous,
        },
        timeout: fields.number(names::TIMEOUT),
        caller_id: fields.template(names::CALLER_ID),
        record: fields.flag(names::RECORD),
        time_limit: fields.whole(names::TIME_LIMIT),
    }
}

/// `number` or `numbers`.
fn targets(fields: &mut Fields<'_, '_>) -> Vec<Template> {
    const MOST: usize = 10;
    let one = fields.get(names::NUMBER).map(|(value, _)| value);
    let many = fields.get(names::NUMBERS).map(|(value, _)| value);
    let Some(list) = many else {
        if one.is_none() {
            fields.missing(
                "`number`",
                "who should be dialled? give a `number`, or `numbers`",
            );
        }
        return one
            .and_then(|value| fields.template_in("number", value, Rule::Target))
            .into_iter()
            .collect();
    };
    if one.is_some() {
        let what = "`number` and `numbers` both say who is dialled";
        let help = "put all of them into `numbers`";
        fields.wrong(FindingKind::BadValue, list.span(), what, help);
    }
    let count = list.items().count();
    if list.shape() != Shape::List || count == 0 || count > MOST {
        fields.not_a("numbers", list, "a list of one to ten numbers");
        return Vec::new();
    }
    fields.each(names::NUMBERS, |fields, name, value| {
        fields.template_in(name, value, Rule::Target)
    })
}

pub(super) fn transfer(fields: &mut Fields<'_, '_>) -> Kind {
    Kind::Transfer(Arc::new(Transfer {
        number: required(fields, names::NUMBER),
        mode: match fields.choice(names::MODE) {
            0 => TransferMode::Blind,
            _ => TransferMode::Attended,
        },
        timeout: fields.number(names::TIMEOUT),
    }))
}

pub(super) fn queue(fields: &mut Fields<'_, '_>) -> Kind {
    Kind::Queue(Box::new(Queue {
        queue: required(fields, names::QUEUE),
        music: fields.template(names::MUSIC),
    }))
}

pub(super) fn conference(fields: &mut Fields<'_, '_>) -> Kind {
    Kind::Conference(Conference {
        room: required(fields, names::ROOM),
        record: fields.flag(names::RECORD),
        muted: fields.flag(names::MUTED),
    })
}

pub(super) fn reject(fields: &mut Fields<'_, '_>) -> Kind {
    Kind::Reject {
        reason: match fields.choice(names::REASON) {
            0 => RejectReason::Rejected,
            _ => RejectReason::Busy,
        },
    }
}

pub(super) fn sms(fields: &mut Fields<'_, '_>) -> Kind {
    Kind::Sms(Box::new(Sms {
        to: fields.template(names::TO),
        body: required(fields, names::BODY),
    }))
}
