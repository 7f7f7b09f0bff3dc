//! Whom a `Dial` can ring.

use crate::twiml::check::{Checker, PLAYED_KEYS};
use crate::twiml::element::{Element as _, appends, children, element};
use crate::twiml::noun::stream::Parameter;

element! {
    /// A telephone number to ring.
    Number = "Number" {
        /// Keys that are sent when it is answered, as in [`Play`](crate::twiml::Play) `digits`.
        send_digits: secret = "sendDigits", Rule::Keys(PLAYED_KEYS);
        /// A bring-your-own-carrier trunk.
        byoc: text = "byoc";
    } + leg + machine_detection
    text(party)
    /// The number.
    number;
}

children! {
    /// What may stand in a `Client`.
    ClientNoun { Identity, Parameter }
}

element! {
    /// A user of the Voice SDKs to ring.
    Client = "Client" {} + leg
    maybe(party)
    /// The identity, at most 121 characters, instead of an `Identity`.
    identity, Rule::Chars(121);
    children
    /// Identity and parameters.
    nouns: ClientNoun;
    check one_identity;
}

fn one_identity(client: &Client, checker: &mut Checker) {
    let identities = client.nouns.iter();
    let count = identities
        .filter(|noun| matches!(noun, ClientNoun::Identity(_)))
        .count();
    let why = "an identity as text may not stand beside an Identity";
    checker.either(Client::TAG, (&client.identity, why), (count, 1));
}

appends! {
    Client.nouns {
        /// The identity, where parameters stand beside it.
        identity_noun(Identity);
        /// Adds a parameter for the app.
        parameter(Parameter);
    }
}

element! {
    /// The identity of a `Client` that has parameters.
    Identity = "Identity" {}
    text(party)
    /// The identity.
    identity, Rule::Chars(121);
}

children! {
    /// What may stand in an `Application`.
    ApplicationNoun { ApplicationSid, Parameter }
}

element! {
    /// A TwiML application to connect with.
    Application = "Application" {
        /// Your id of the customer.
        customer_id: text = "customerId";
        /// The application sees the caller's own `To`.
        copy_parent_to: flag = "copyParentTo";
    } + leg
    maybe(text)
    /// The application's SID, instead of an `ApplicationSid`.
    sid;
    children
    /// SID and parameters.
    nouns: ApplicationNoun;
    check one_application;
}

fn one_application(application: &Application, checker: &mut Checker) {
    let sids = application.nouns.iter();
    let count = sids
        .filter(|noun| matches!(noun, ApplicationNoun::ApplicationSid(_)))
        .count();
    let why = "a SID as text may not stand beside an ApplicationSid";
    checker.either(Application::TAG, (&application.sid, why), (count, 1));
}

appends! {
    Application.nouns {
        /// The SID, where parameters stand beside it.
        application_sid(ApplicationSid);
        /// Adds a parameter for the application.
        parameter(Parameter);
    }
}

element! {
    /// The SID of an `Application` that has parameters.
    ApplicationSid = "ApplicationSid" {}
    text(text)
    /// The SID, `AP…`.
    sid;
}

children! {
    /// What may stand in a `Sip`.
    SipNoun { Uri, Headers }
}

element! {
    /// A SIP address to ring.
    Sip = "Sip" {
        /// For digest authentication.
        username: secret = "username";
        /// For digest authentication.
        password: secret = "password";
    } + leg + machine_detection
    maybe(party)
    /// The address, instead of a `Uri`: less than 255 characters, with `;transport=tls` and the like,
    /// and at most 1024 of headers after a `?` (`x-name=value&…`).
    uri, Rule::Sip;
    children
    /// Addresses and headers.
    nouns: SipNoun;
    check some_address;
}

fn some_address(sip: &Sip, checker: &mut Checker) {
    let addresses = sip.nouns.iter();
    let count = addresses
        .filter(|noun| matches!(noun, SipNoun::Uri(_)))
        .count();
    let why = "an address as text may not stand beside a Uri";
    checker.either(Sip::TAG, (&sip.uri, why), (count, usize::MAX));
}

appends! {
    Sip.nouns {
        /// Adds an address to be tried by priority and weight.
        uri_noun(Uri);
        /// Adds headers.
        headers(Headers);
    }
}

element! {
    /// One of several addresses of a `Sip`.
    Uri = "Uri" {
        /// Lower is tried first.
        priority: number = "priority";
        /// Share among equal priorities.
        weight: number = "weight";
        /// For digest authentication.
        username: secret = "username";
        /// For digest authentication.
        password: secret = "password";
    }
    text(party)
    /// The address, as of a [`Sip`].
    uri, Rule::Sip;
}

children! {
    /// What stands in `Headers`.
    HeaderOnly { Header }
}

element! {
    /// SIP headers that travel with a `Sip`.
    Headers = "Headers" {}
    children
    /// The headers.
    headers: HeaderOnly;
}

appends! {
    Headers.headers {
        /// Adds a header.
        header(Header);
    }
}

element! {
    /// A SIP header.
    Header = "Header" {
        /// Its name.
        name: text = "name";
        /// Its value.
        value: secret = "value";
    }
}

element! {
    /// A SIM to ring.
    Sim = "Sim" {}
    text(text)
    /// Its SID, `DE…`.
    sid;
}

element! {
    /// A `WhatsApp` number to ring.
    WhatsApp = "WhatsApp" {} + leg
    text(party)
    /// The number.
    number;
}
