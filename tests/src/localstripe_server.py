"""Starts localstripe with what it lacks: Checkout pages that save a card (it is given at once), and two parameters of
the call that confirms a payment."""
import sys

from localstripe import resources
from localstripe.resources import PaymentIntent, PaymentMethod, SetupIntent, StripeObject

CARDS = {'eur': 'pm_card_visa', 'usd': 'pm_card_chargeCustomerFail'}


class CheckoutPage(StripeObject):
    object = 'checkout.session'
    _id_prefix = 'cs_'

    def __init__(self, mode=None, customer=None, currency=None, success_url=None, cancel_url=None):
        super().__init__()
        assert mode == 'setup' and customer and success_url and cancel_url
        self.customer = customer
        self.url = 'https://checkout.example/' + self.id
        card = PaymentMethod._api_retrieve(CARDS[currency])
        PaymentMethod._api_attach(card.id, customer=customer)
        setup = SetupIntent._api_create(customer=customer)
        SetupIntent._api_confirm(setup.id, payment_method=card.id)
        self.setup_intent = setup.id


known = PaymentIntent._api_confirm.__func__


def confirm(cls, id, payment_method=None, off_session=None, **rest):
    intent = cls._api_retrieve(id)
    if payment_method is not None and intent.status == 'requires_payment_method':
        intent.payment_method = payment_method
    return known(cls, id, **rest)


PaymentIntent._api_confirm = classmethod(confirm)
path = '/v1/payment_intents/{id}/confirm'
for number, api in enumerate(resources.extra_apis):
    if api[:2] == ('POST', path):
        resources.extra_apis[number] = ('POST', path, PaymentIntent._api_confirm)
resources.extra_apis.append(('POST', '/v1/checkout/sessions', CheckoutPage._api_create))
resources.extra_apis.append(('GET', '/v1/checkout/sessions/{id}', CheckoutPage._api_retrieve))

from localstripe import server  # noqa: E402  (it reads the list above)

sys.argv = ['localstripe', '--port', sys.argv[1], '--from-scratch']
server.start()
