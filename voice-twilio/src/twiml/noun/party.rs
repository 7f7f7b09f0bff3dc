//! Whom a `Dial` can ring.

use crate::twiml::check::{Checker, PLAYED_KEYS};
use crate::twiml::element::{Element as _, appends, children, element};
use crate::twiml::noun::stream::Parameter;
use crate::twiml::{LegEvent, MachineDetection, Method};

element! {
    /// A telephone number to ring.
    Number = "Number" {
        /// Keys that are sent when it is answered, as in [`Play`](crate::twiml::Play) `digits`.
        send_digits: secret = "sendDigits", Rule::Keys(PLAYED_KEYS);
        /// The document that the dialled side hears before the two are connected.
        url: url = "url";
        /// How. Default `POST`.
        method: word(Method) = "method";
        /// Is told of the leg's progress.
        status_callback: url = "statusCallback";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "statusCallbackMethod";
        /// Of which events. Default `completed`.
        status_callback_event: list(LegEvent) = "statusCallbackEvent";
        /// A bring-your-own-carrier trunk.
        byoc: text = "byoc";
        /// Listens for an answering machine.
        machine_detection: word(MachineDetection) = "machineDetection";
        /// Seconds it listens, 3 to 60. Default 30.
        machine_detection_timeout: number = "machineDetectionTimeout", Rule::Range(3, 60);
        /// Speech longer than this many ms (1000 to 6000) is a machine. Default 2400.
        machine_detection_speech_threshold: number = "machineDetectionSpeechThreshold",
            Rule::Range(1_000, 6_000);
        /// Silence of so many ms (500 to 5000) ends speech. Default 1200.
        machine_detection_speech_end_threshold: number = "machineDetectionSpeechEndThreshold",
            Rule::Range(500, 5_000);
        /// Silence of so many ms (2000 to 10000) at first is `unknown`. Default 5000.
        machine_detection_silence_timeout: number = "machineDetectionSilenceTimeout",
            Rule::Range(2_000, 10_000);
        /// Is told what answered.
        amd_status_callback: url = "amdStatusCallback";
        /// How. Default `POST`.
        amd_status_callback_method: word(Method) = "amdStatusCallbackMethod";
    }
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
    Client = "Client" {
        /// The document that the dialled side hears before the two are connected.
        url: url = "url";
        /// How. Default `POST`.
        method: word(Method) = "method";
        /// Is told of the leg's progress.
        status_callback: url = "statusCallback";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "statusCallbackMethod";
        /// Of which events. Default `completed`.
        status_callback_event: list(LegEvent) = "statusCallbackEvent";
    }
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
        /// The document that the dialled side hears before the two are connected.
        url: url = "url";
        /// How. Default `POST`.
        method: word(Method) = "method";
        /// Is told of the leg's progress.
        status_callback: url = "statusCallback";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "statusCallbackMethod";
        /// Of which events. Default `completed`.
        status_callback_event: list(LegEvent) = "statusCallbackEvent";
        /// Your id of the customer.
        customer_id: text = "customerId";
        /// The application sees the caller's own `To`.
        copy_parent_to: flag = "copyParentTo";
    }
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
        /// The document that the dialled side hears before the two are connected.
        url: url = "url";
        /// How. Default `POST`.
        method: word(Method) = "method";
        /// Is told of the leg's progress.
        status_callback: url = "statusCallback";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "statusCallbackMethod";
        /// Of which events. Default `completed`.
        status_callback_event: list(LegEvent) = "statusCallbackEvent";
        /// Listens for an answering machine.
        machine_detection: word(MachineDetection) = "machineDetection";
        /// Seconds it listens, 3 to 60. Default 30.
        machine_detection_timeout: number = "machineDetectionTimeout", Rule::Range(3, 60);
        /// Speech longer than this many ms (1000 to 6000) is a machine. Default 2400.
        machine_detection_speech_threshold: number = "machineDetectionSpeechThreshold",
            Rule::Range(1_000, 6_000);
        /// Silence of so many ms (500 to 5000) ends speech. Default 1200.
        machine_detection_speech_end_threshold: number = "machineDetectionSpeechEndThreshold",
            Rule::Range(500, 5_000);
        /// Silence of so many ms (2000 to 10000) at first is `unknown`. Default 5000.
        machine_detection_silence_timeout: number = "machineDetectionSilenceTimeout",
            Rule::Range(2_000, 10_000);
        /// Is told what answered.
        amd_status_callback: url = "amdStatusCallback";
        /// How. Default `POST`.
        amd_status_callback_method: word(Method) = "amdStatusCallbackMethod";
    }
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
    WhatsApp = "WhatsApp" {
        /// The document that the dialled side hears before the two are connected.
        url: url = "url";
        /// How. Default `POST`.
        method: word(Method) = "method";
        /// Is told of the leg's progress.
        status_callback: url = "statusCallback";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "statusCallbackMethod";
        /// Of which events. Default `completed`.
        status_callback_event: list(LegEvent) = "statusCallbackEvent";
    }
    text(party)
    /// The number.
    number;
}
