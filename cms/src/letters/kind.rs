//! What letters there are.

use std::fmt;

/// What a letter is about: the name of its templates, `letters/<name>.txt` and `letters/<name>.html`, which a theme may
/// replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The way to a new password.
    PasswordReset,
    /// That the password is another now.
    PasswordChanged,
    /// To somebody who has a new account.
    Welcome,
    /// To the old address of an account: that there is another now.
    EmailChanged,
    /// To a post's author: somebody commented.
    NewComment,
    /// To whoever moderates: a comment waits.
    CommentModeration,
    /// To somebody who wants to be a member: the link that makes one.
    MemberSignUp,
    /// To a member: the link that signs in.
    MemberSignIn,
    /// To a member: an invoice that is paid by transfer.
    MemberInvoice,
    /// To a member: the money for an invoice is here.
    MemberReceipt,
    /// To a member: the money for an invoice could not be had.
    MemberPaymentFailed,
    /// To a member: money was given back.
    MemberRefund,
    /// To a member: the subscription has ended.
    MemberEnded,
    /// To a member: a new post.
    Newsletter,
    /// To whoever looks after the site: something needs a person.
    Alert,
}

/// What matters about a kind when it is to leave, or when nobody knows whether it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Somebody waits for it, and it is better sent twice than not at all. It leaves first, and even while the site's
    /// breaker is open.
    Urgent,
    /// It tells of something that happened.
    Notification,
    /// One of many with the same text.
    Bulk,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 15] = [
        Self::PasswordReset,
        Self::PasswordChanged,
        Self::Welcome,
        Self::EmailChanged,
        Self::NewComment,
        Self::CommentModeration,
        Self::MemberSignUp,
        Self::MemberSignIn,
        Self::MemberInvoice,
        Self::MemberReceipt,
        Self::MemberPaymentFailed,
        Self::MemberRefund,
        Self::MemberEnded,
        Self::Newsletter,
        Self::Alert,
    ];

    /// Its name, as rows have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::PasswordReset => "password-reset",
            Self::PasswordChanged => "password-changed",
            Self::Welcome => "welcome",
            Self::EmailChanged => "email-changed",
            Self::NewComment => "new-comment",
            Self::CommentModeration => "comment-moderation",
            Self::MemberSignUp => "member-sign-up",
            Self::MemberSignIn => "member-sign-in",
            Self::MemberInvoice => "member-invoice",
            Self::MemberReceipt => "member-receipt",
            Self::MemberPaymentFailed => "member-payment-failed",
            Self::MemberRefund => "member-refund",
            Self::MemberEnded => "member-ended",
            Self::Newsletter => "newsletter",
            Self::Alert => "alert",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What matters about it when it is to leave.
    pub fn class(self) -> Class {
        match self {
            Self::NewComment | Self::CommentModeration | Self::MemberPaymentFailed | Self::MemberEnded => {
                Class::Notification
            }
            Self::Newsletter => Class::Bulk,
            _ => Class::Urgent,
        }
    }

    /// 1 leaves before 2 before 3, whatever waits.
    pub(super) fn priority(self) -> i64 {
        self.class() as i64 + 1
    }

    /// Whether its reader may say that no more of them shall come.
    pub fn can_be_unsubscribed(self) -> bool {
        matches!(self, Self::NewComment | Self::CommentModeration | Self::Newsletter)
    }

    /// What its reader calls them.
    pub fn plural(self) -> &'static str {
        match self {
            Self::NewComment => "letters about new comments",
            Self::CommentModeration => "letters about comments that wait for approval",
            Self::Newsletter => "newsletters",
            _ => "letters",
        }
    }

    /// Whether its text opens an account, and so is not kept once it has left.
    pub fn is_secret(name: &str) -> bool {
        let secret = [Self::PasswordReset, Self::Welcome, Self::MemberSignUp, Self::MemberSignIn];
        secret.iter().any(|kind| kind.name() == name)
    }

    /// Whether it is better sent twice than not at all: one whose fate is not known is sent once more.
    pub fn is_urgent(name: &str) -> bool {
        Self::named(name).is_some_and(|kind| kind.class() == Class::Urgent)
    }

    /// The names of all that are urgent.
    pub(super) fn urgent_names() -> impl Iterator<Item = &'static str> {
        Self::ALL.into_iter().filter(|kind| kind.class() == Class::Urgent).map(Self::name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
