// The official commerce-sdk-isomorphic against a running sandbox (or gateway): guest and registered journeys.
// node journeys.mjs http://127.0.0.1:PORT[/prefix]    exits 1 on the first step that does not hold.
// With WEFT_ERP, the address of the SAP behind a gateway, what the SDK sees is held against what SAP itself says.
import assert from 'node:assert/strict'
import {createRequire} from 'node:module'

// The package's ES module asks for require, which Node does not give it; its CommonJS twin is the same code.
const sdk = createRequire(import.meta.url)('commerce-sdk-isomorphic')

const {helpers, ShopperLogin, ShopperProducts, ShopperSearch, ShopperBasketsV2, ShopperBaskets} = sdk
const {ShopperOrders, ShopperCustomers, ShopperContexts, ShopperConfigurations, ShopperStores, ShopperPromotions} = sdk

const proxy = process.argv[2]
const PUBLIC = '8d3f6a9b-weft-storefront'
const PRIVATE = '5f1c0c2e-weft-gateway'
const SECRET = 'sandbox-secret'
const redirectURI = 'http://localhost:3000/callback'
const siteId = 'WeftEU'
const knownCustomer = {username: process.env.WEFT_LOGIN, password: process.env.WEFT_PASSWORD}

let steps = 0
async function step(name, work) {
    try {
        const result = await work()
        steps++
        console.log(`ok ${steps} ${name}`)
        return result
    } catch (e) {
        const body = e.response ? await e.response.text().catch(() => '') : ''
        console.error(`not ok ${steps + 1} ${name}: ${e.stack} ${body}`)
        process.exit(1)
    }
}

const config = (clientId) => ({
    proxy,
    parameters: {clientId, organizationId: 'f_ecom_zzwf_001', shortCode: 'weft0001', siteId},
    throwOnBadResponse: true
})
const withToken = (token) => ({...config(PUBLIC), headers: {authorization: `Bearer ${token.access_token}`}})
const refused = async (status, work) => {
    const e = await work().then(() => assert.fail('was not refused'), (e) => e)
    assert.equal(e.response?.status, status, `${e.stack}`)
    return e.response.json()
}

const erp = process.env.WEFT_ERP
async function sap(query) {
    const answer = await fetch(`${erp}/sap/opu/odata/sap/${query}`.replaceAll(' ', '%20'), {headers: {
        accept: 'application/json', authorization: `Basic ${Buffer.from(`WEFT_GW:${SECRET}`).toString('base64')}`}})
    assert.equal(answer.status, 200)
    return (await answer.json()).d.results
}
const inThePlants = async (sku) => (await sap(
    `API_MATERIAL_STOCK_SRV/A_MatlStkInAcctMod?$format=json&$filter=Material eq '${sku.padStart(18, '0')}'`
    + ` and InventoryStockType eq '01' and InventorySpecialStockType eq '' and (Plant eq '1010' or Plant eq '1011')`))
    .reduce((units, row) => units + Number(row.MatlWrhsStkQtyInMatlBaseUnit), 0)
async function inThePriceBook(sku) {
    const today = `${new Date().toISOString().slice(0, 10)}T00:00:00`
    const rows = await sap(`API_SLSPRICINGCONDITIONRECORD_SRV/A_SlsPrcgCndnRecdValidity?$format=json`
        + `&$expand=to_SlsPrcgConditionRecord&$filter=Material eq '${sku.padStart(18, '0')}' and ConditionType eq 'PPR0'`
        + ` and SalesOrganization eq '1010' and DistributionChannel eq '10' and ConditionValidityEndDate ge datetime'${today}'`
        + ` and ConditionValidityStartDate le datetime'${today}'`)
    const own = rows.filter((row) => !row.Customer && !row.SoldToParty && !row.CustomerGroup && !row.CustomerPriceGroup
        && !row.to_SlsPrcgConditionRecord.ConditionIsDeleted)
    own.sort((a, b) => Number(/\d+/.exec(b.ConditionValidityStartDate)) - Number(/\d+/.exec(a.ConditionValidityStartDate)))
    const record = own[0].to_SlsPrcgConditionRecord
    assert.equal(record.ConditionRateValueUnit, 'EUR')
    return Number(record.ConditionRateValue) / Number(record.ConditionQuantity)
}

const login = new ShopperLogin(config(PUBLIC))
const guest = await step('guest by PKCE', () =>
    helpers.loginGuestUser({slasClient: login, parameters: {redirectURI}}))
const refreshed = await step('refresh keeps the guest', async () => {
    const again = await helpers.refreshAccessToken({
        slasClient: login, parameters: {refreshToken: guest.refresh_token}})
    assert.equal(again.customer_id, guest.customer_id)
    assert.equal(again.usid, guest.usid)
    return again
})
await step('a refresh token of a public client is good once', () =>
    refused(400, () => helpers.refreshAccessToken({
        slasClient: login, parameters: {refreshToken: guest.refresh_token}})))
await step('guest by private client', async () => {
    const token = await helpers.loginGuestUserPrivate({
        slasClient: new ShopperLogin(config(PRIVATE)), parameters: {}, credentials: {clientSecret: SECRET}})
    assert.ok(token.access_token)
})

const products = new ShopperProducts(withToken(refreshed))
const search = new ShopperSearch(withToken(refreshed))
await step('root category', async () => {
    const root = await products.getCategory({parameters: {id: 'root', levels: 1}})
    assert.ok(root.categories.length > 2)
})
const hit = await step('search with repeated refine, sort and page', async () => {
    const found = await search.productSearch({parameters: {
        refine: ['cgid=clothing', 'htype=master', 'orderable_only=true'], sort: 'price-low-to-high', limit: 3, offset: 1,
        perPricebook: true, allImages: true, allVariationProperties: true,
        expand: ['promotions', 'variations', 'prices', 'images', 'custom_properties']}})
    assert.equal(found.hits.length, 3)
    assert.ok(found.hits[0].price <= found.hits[2].price)
    assert.ok(found.total > 3 && found.refinements.length > 3 && found.sortingOptions.length > 3)
    return found.hits[0]
})
await step('search by a word finds what has it', async () => {
    const word = hit.productName.split(' ')[0]
    const found = await search.productSearch({parameters: {q: word}})
    assert.ok(found.hits.every((it) => it.productName.includes(word)) && found.total > 0)
    const suggested = await search.getSearchSuggestions({parameters: {q: word}})
    assert.ok(suggested.productSuggestions.products.length > 0)
})
const variant = await step('product page, then an orderable variant', async () => {
    const master = await products.getProduct({parameters: {id: hit.productId, allImages: true, perPricebook: true}})
    assert.equal(master.price, hit.price)
    const chosen = master.variants.find((it) => it.orderable)
    const single = await products.getProduct({parameters: {id: chosen.productId, perPricebook: true}})
    assert.equal(single.price, chosen.price)
    assert.ok(single.inventory.stockLevel > 0)
    return single
})
await step('configuration, stores, promotions; no context yet', async () => {
    assert.ok((await new ShopperConfigurations(withToken(refreshed)).getConfigurations({parameters: {}})).configurations.length)
    assert.equal((await new ShopperStores(withToken(refreshed)).searchStores({parameters: {
        latitude: 53.5, longitude: 10, maxDistance: 50, distanceUnit: 'km'}})).total, 1)
    assert.equal((await new ShopperPromotions(withToken(refreshed)).getPromotions({parameters: {ids: ['circle-week']}})).total, 1)
    await refused(404, () => new ShopperContexts(withToken(refreshed)).getShopperContext({parameters: {usid: refreshed.usid}}))
})

if (erp) {
    let wrongInCommerce = 0
    await step('every variant found has the price and the stock that SAP names', async () => {
        const found = await search.productSearch({parameters: {
            refine: ['cgid=clothing', 'htype=master'], limit: 8, perPricebook: true,
            expand: ['variations', 'prices', 'availability']}})
        for (const {productId, variants} of found.hits) {
            const page = await products.getProduct({parameters: {id: productId}})
            let units = 0
            for (const [i, {productId: id, price, orderable}] of variants.entries()) {
                const single = await products.getProduct({parameters: {id, perPricebook: true}})
                const [there, asked] = [await inThePlants(id), await inThePriceBook(id)]
                units += there
                assert.deepEqual({price, orderable}, {price: asked, orderable: there > 0}, `search, ${id}`)
                assert.equal(page.variants[i].price, asked, `product page, ${id}`)
                assert.equal(page.variants[i].orderable, there > 0, `product page, ${id}`)
                assert.equal(single.price, asked, `variant, ${id}`)
                assert.deepEqual([single.inventory.ats, single.inventory.stockLevel, single.inventory.orderable],
                    [there, there, there > 0], `variant, ${id}`)
                wrongInCommerce += await commerceErrs(id, asked, there)
            }
            assert.equal(page.inventory.stockLevel, units, productId)
        }
    })
    await step('of which commerce itself had some wrong', async () => assert.ok(wrongInCommerce > 0))
}

/** 1 where commerce, asked past the gateway, would have told the shopper something else. */
async function commerceErrs(id, price, units) {
    const past = new ShopperProducts({...withToken(refreshed), proxy: process.env.WEFT_COMMERCE})
    const product = await past.getProduct({parameters: {id}})
    return product.price !== price || product.inventory.stockLevel !== units ? 1 : 0
}

async function checkout(token, basketId) {
    const baskets = new ShopperBasketsV2(withToken(token))
    const to = {basketId}
    const me = {...to, shipmentId: 'me'}
    const address = {address1: '1 Loom Street', city: 'Webstedt', countryCode: 'DE', firstName: 'Ada', lastName: 'Weber',
        phone: '040 1', postalCode: '20095', stateCode: 'HH'}
    await step('e-mail address', () => baskets.updateCustomerForBasket({parameters: to, body: {email: 'ada@example.com'}}))
    await step('shipping address', () => baskets.updateShippingAddressForShipment({
        parameters: {...me, useAsBilling: false}, body: address}))
    const methods = await step('shipping methods', () => baskets.getShippingMethodsForShipment({parameters: me}))
    let basket = await step('shipping method', () => baskets.updateShippingMethodForShipment({
        parameters: me, body: {id: methods.defaultShippingMethodId}}))
    assert.ok(basket.orderTotal > 0 && basket.taxTotal > 0)
    basket = await step('payment', () => baskets.addPaymentInstrumentToBasket({parameters: to, body: {
        paymentMethodId: 'CREDIT_CARD', paymentCard: {holder: 'Ada Weber', maskedNumber: '************1111', cardType: 'Visa',
            expirationMonth: 4, expirationYear: 2030}}}))
    await step('billing address', () => baskets.updateBillingAddressForBasket({parameters: to, body: address}))
    basket = await step('payment amount', () => baskets.updatePaymentInstrumentInBasket({
        parameters: {...to, paymentInstrumentId: basket.paymentInstruments[0].paymentInstrumentId},
        body: {paymentMethodId: 'CREDIT_CARD', amount: basket.orderTotal}}))
    const orders = new ShopperOrders(withToken(token))
    const order = await step('order', () => orders.createOrder({parameters: {}, body: {basketId}}))
    assert.equal(order.orderTotal, basket.orderTotal)
    assert.equal(order.status, 'new')
    const detail = await step('order detail', () => orders.getOrder({parameters: {orderNo: order.orderNo}}))
    const {externalOrderStatus, ...commerce} = detail // Weft's own, where it stands in between
    assert.deepEqual(commerce, order)
    assert.match(externalOrderStatus ?? 'accepted', /^(accepted|sent|confirmed)$/)
    await step('the basket is gone', () => refused(404, () => baskets.getBasket({parameters: to})))
    return order
}

const item = [{productId: variant.id, price: 0.01, quantity: 1, shipmentId: 'me'}]
const guestBasket = await step('guest basket, the price sent is not believed', async () => {
    const baskets = new ShopperBasketsV2(withToken(refreshed))
    const made = await baskets.createBasket({parameters: {}, body: {}})
    const basket = await baskets.addItemToBasket({parameters: {basketId: made.basketId}, body: item})
    assert.equal(basket.productItems[0].priceAfterItemDiscount, variant.price)
    return basket
})
await step('the same basket by v1', async () => {
    const basket = await new ShopperBaskets(withToken(refreshed)).getBasket({parameters: {basketId: guestBasket.basketId}})
    assert.deepEqual(basket, guestBasket)
})
await step('too many pieces are refused', async () => {
    const problem = await refused(400, () => new ShopperBasketsV2(withToken(refreshed)).addItemToBasket({
        parameters: {basketId: guestBasket.basketId}, body: [{productId: variant.id, quantity: 5000}]}))
    assert.match(problem.type, /product-item-not-available$/)
})
await step('coupon', async () => {
    const baskets = new ShopperBasketsV2(withToken(refreshed))
    const to = {basketId: guestBasket.basketId}
    const off = await baskets.addCouponToBasket({parameters: to, body: {code: 'WEFT10'}})
    assert.ok(off.productTotal < guestBasket.productTotal)
    await baskets.removeCouponFromBasket({parameters: {...to, couponItemId: off.couponItems[0].couponItemId}})
    await refused(400, () => baskets.addCouponToBasket({parameters: to, body: {code: 'NOPE'}}))
})
await checkout(refreshed, guestBasket.basketId)

const registerAs = `ada.${Date.now()}@example.com`
const account = await step('register, then log in keeping the usid', async () => {
    await new ShopperCustomers(withToken(refreshed)).registerCustomer({parameters: {}, body: {
        customer: {firstName: 'Ada', lastName: 'Weber', email: registerAs, login: registerAs}, password: 'Loom-1234'}})
    const baskets = new ShopperBasketsV2(withToken(refreshed))
    const made = await baskets.createBasket({parameters: {}, body: {}})
    await baskets.addItemToBasket({parameters: {basketId: made.basketId}, body: item})
    const token = await helpers.loginRegisteredUserB2C({
        slasClient: login, credentials: {username: registerAs, password: 'Loom-1234'},
        parameters: {redirectURI, usid: refreshed.usid}})
    assert.equal(token.usid, refreshed.usid)
    assert.notEqual(token.customer_id, refreshed.customer_id)
    return token
})
const merged = await step('the guest basket is merged at login', () =>
    new ShopperBasketsV2(withToken(account)).mergeBasket({parameters: {createDestinationBasket: true}}))
assert.equal(merged.productItems[0].productId, variant.id)
assert.equal(merged.customerInfo.customerId, account.customer_id)
await step('account: record, address, wish list', async () => {
    const customers = new ShopperCustomers(withToken(account))
    const me = {customerId: account.customer_id}
    const address = {addressId: 'home', address1: '1 Loom Street', city: 'Webstedt', countryCode: 'DE', lastName: 'Weber',
        postalCode: '20095', preferred: true}
    await customers.createCustomerAddress({parameters: me, body: address})
    await customers.updateCustomerAddress({parameters: {...me, addressName: 'home'}, body: {...address, city: 'Garnau'}})
    const record = await customers.getCustomer({parameters: me})
    assert.equal(record.email, registerAs)
    assert.equal(record.addresses[0].city, 'Garnau')
    const list = await customers.createCustomerProductList({parameters: me, body: {type: 'wish_list'}})
    await customers.createCustomerProductListItem({parameters: {...me, listId: list.id}, body: {
        quantity: 1, public: false, priority: 1, type: 'product', productId: hit.productId}})
    const lists = await customers.getCustomerProductLists({parameters: me})
    assert.equal(lists.data[0].customerProductListItems[0].productId, hit.productId)
})
const order = await checkout(account, merged.basketId)
if (erp) {
    await step('SAP takes the order, and the storefront is told', async () => {
        const orders = new ShopperOrders(withToken(account))
        const until = Date.now() + 20_000
        for (let status = 'accepted'; status !== 'confirmed';) {
            assert.ok(Date.now() < until, `still ${status} after 20 s`)
            await new Promise((soon) => setTimeout(soon, 100))
            status = (await orders.getOrder({parameters: {orderNo: order.orderNo}})).externalOrderStatus
        }
    })
}
await step('order history has it first', async () => {
    const page = await new ShopperCustomers(withToken(account)).getCustomerOrders({
        parameters: {customerId: account.customer_id, limit: 10, offset: 0}})
    assert.equal(page.data[0].orderNo, order.orderNo)
})
await step('nobody else gets the order or the account', async () => {
    await refused(404, () => new ShopperOrders(withToken(refreshed)).getOrder({parameters: {orderNo: order.orderNo}}))
    await refused(403, () => new ShopperCustomers(withToken(refreshed)).getCustomer({
        parameters: {customerId: account.customer_id}}))
})
await step('wrong password says Unauthorized', async () => {
    const e = await helpers.loginRegisteredUserB2C({
        slasClient: login, credentials: {...knownCustomer, password: 'wrong'}, parameters: {redirectURI}})
        .then(() => assert.fail('was not refused'), (e) => e)
    assert.match(e.message, /Unauthorized/i)
})
await step('a shopper of the world logs in by the private client', async () => {
    const token = await helpers.loginRegisteredUserB2C({
        slasClient: new ShopperLogin(config(PRIVATE)), credentials: {...knownCustomer, clientSecret: SECRET},
        parameters: {redirectURI}})
    const record = await new ShopperCustomers(withToken(token)).getCustomer({parameters: {customerId: token.customer_id}})
    assert.equal(record.login, knownCustomer.username)
})
await step('logout ends the refresh token', async () => {
    // a client with a token of its own would send two Authorization fields, which the gateway refuses
    await helpers.logout({slasClient: login, parameters: {
        accessToken: account.access_token, refreshToken: account.refresh_token}})
    await refused(400, () => helpers.refreshAccessToken({
        slasClient: login, parameters: {refreshToken: account.refresh_token}}))
})
console.log(`1..${steps}`)
