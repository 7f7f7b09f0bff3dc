//! `Pay` and its `Prompt`s.

use crate::twiml::element::{appends, children, element};
use crate::twiml::noun::stream::Parameter;
use crate::twiml::value::words;
use crate::twiml::verb::gather::GatherVerb;
use crate::twiml::verb::say::{Pause, Play, Say};
use crate::twiml::{Method, PayLanguage};

words! {
    /// How `Pay` takes its data.
    PayInput {
        /// Keys.
        Dtmf = "dtmf",
    }

    /// The kind of a bank account.
    BankAccountType {
        /// A person's checking account.
        ConsumerChecking = "consumer-checking",
        /// A person's savings account.
        ConsumerSavings = "consumer-savings",
        /// A company's checking account.
        CommercialChecking = "commercial-checking",
        /// A company's savings account.
        CommercialSavings = "commercial-savings",
    }

    /// What is paid with.
    PaymentMethod {
        /// A card. The default.
        CreditCard = "credit-card",
        /// A bank account.
        AchDebit = "ach-debit",
    }

    /// What a payment token is good for.
    TokenType {
        /// One payment.
        OneTime = "one-time",
        /// Many.
        Reusable = "reusable",
        /// A stored method.
        PaymentMethod = "payment-method",
    }

    /// Cards that are taken.
    CardType {
        /// Visa.
        Visa = "visa",
        /// Mastercard.
        Mastercard = "mastercard",
        /// American Express.
        Amex = "amex",
        /// Maestro.
        Maestro = "maestro",
        /// Discover.
        Discover = "discover",
        /// Optima.
        Optima = "optima",
        /// JCB.
        Jcb = "jcb",
        /// Diners Club.
        DinersClub = "diners-club",
        /// enRoute.
        Enroute = "enroute",
    }

    /// The step of a payment that a `Prompt` is for.
    PromptFor {
        /// The card's number.
        PaymentCardNumber = "payment-card-number",
        /// Its expiry.
        ExpirationDate = "expiration-date",
        /// Its security code.
        SecurityCode = "security-code",
        /// The postal code.
        PostalCode = "postal-code",
        /// While the payment is made.
        PaymentProcessing = "payment-processing",
        /// The account's number.
        BankAccountNumber = "bank-account-number",
        /// The bank's number.
        BankRoutingNumber = "bank-routing-number",
    }

    /// The mistake that a `Prompt` is for.
    PromptError {
        /// Nothing was entered.
        Timeout = "timeout",
        /// Not a card number.
        InvalidCardNumber = "invalid-card-number",
        /// A card that is not taken.
        InvalidCardType = "invalid-card-type",
        /// Not a date.
        InvalidDate = "invalid-date",
        /// Not a security code.
        InvalidSecurityCode = "invalid-security-code",
        /// Twilio's own.
        InternalError = "internal-error",
        /// The second entry differs from the first.
        InputMatchingFailed = "input-matching-failed",
    }
}

element! {
    /// Takes a payment by keys.
    Pay = "Pay" {
        /// How data is taken.
        input: word(PayInput) = "input";
        /// Asked for the next document afterwards.
        action: url = "action";
        /// Is told of the progress.
        status_callback: url = "statusCallback";
        /// How. Default `POST`.
        status_callback_method: word(Method) = "statusCallbackMethod";
        /// The kind of bank account, for `ach-debit`.
        bank_account_type: word(BankAccountType) = "bankAccountType";
        /// Card or bank account. Default card.
        payment_method: word(PaymentMethod) = "paymentMethod";
        /// What the token is good for. Default `reusable`.
        token_type: word(TokenType) = "tokenType";
        /// The amount, a decimal.
        charge_amount: text = "chargeAmount";
        /// Its currency.
        currency: text = "currency";
        /// What is paid for.
        description: text = "description";
        /// The name of the connector to the payment provider.
        payment_connector: text = "paymentConnector";
        /// `true`, `false`, or the caller's postal code.
        postal_code: secret = "postalCode";
        /// Whether the security code is asked for.
        security_code: flag = "securityCode";
        /// The shortest postal code.
        min_postal_code_length: number = "minPostalCodeLength";
        /// Seconds of silence. Default 5.
        timeout: number = "timeout";
        /// How often a step is tried. Default 1.
        max_attempts: number = "maxAttempts";
        /// Cards that are taken.
        valid_card_types: list(CardType) = "validCardTypes";
        /// The language of Twilio's own prompts.
        language: word(PayLanguage) = "language";
    }
    children
    /// Prompts and parameters.
    nouns: PayNoun;
}

children! {
    /// What may stand in a `Pay`.
    PayNoun { Prompt, Parameter }
}

appends! {
    Pay.nouns {
        /// Replaces one of Twilio's prompts.
        prompt(Prompt);
        /// Adds a parameter for the payment provider.
        parameter(Parameter);
    }
}

element! {
    /// What is heard at one step of a payment.
    Prompt = "Prompt" {
        /// The step (`for`).
        step: word(PromptFor) = "for";
        /// Only after these mistakes.
        error_type: list(PromptError) = "errorType";
        /// Only for these cards.
        card_type: list(CardType) = "cardType";
        /// Only on these tries, counted from 1.
        attempt: list(u32) = "attempt";
        /// The entry is asked for twice.
        require_matching_inputs: flag = "requireMatchingInputs";
    }
    children
    /// What is played.
    verbs: GatherVerb;
}

appends! {
    Prompt.verbs {
        /// Adds speech.
        say(Say);
        /// Adds an audio file.
        play(Play);
        /// Adds silence.
        pause(Pause);
    }
}
