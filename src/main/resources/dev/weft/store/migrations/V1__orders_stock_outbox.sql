-- One text for SQLite and PostgreSQL. Times are milliseconds since 1970 by the store's clock, documents are JSON in text.

CREATE TABLE claims (
    scope TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    location TEXT NOT NULL,
    content_type TEXT NOT NULL,
    body TEXT NOT NULL,
    order_id TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX claims_age ON claims (created_at);
CREATE INDEX claims_order ON claims (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE orders (
    id TEXT PRIMARY KEY,
    tenant TEXT NOT NULL,
    site TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    registered INTEGER NOT NULL,
    stage TEXT NOT NULL,
    stage_before TEXT,
    erp_number TEXT,
    version INTEGER NOT NULL,
    currency TEXT NOT NULL,
    captured BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    captured_points BIGINT NOT NULL,
    refunded_points BIGINT NOT NULL,
    document TEXT NOT NULL,
    sourced TEXT NOT NULL,
    placed_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    CONSTRAINT never_more_than_captured CHECK (refunded >= 0 AND refunded <= captured),
    CONSTRAINT never_more_points_than_redeemed CHECK (refunded_points >= 0 AND refunded_points <= captured_points)
);
CREATE INDEX orders_buyer ON orders (site, customer_id, placed_at);

CREATE TABLE persons (
    order_id TEXT PRIMARY KEY REFERENCES orders (id),
    document TEXT NOT NULL
);

CREATE TABLE refunds (
    order_id TEXT NOT NULL REFERENCES orders (id),
    number INTEGER NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    money BIGINT NOT NULL,
    points_value BIGINT NOT NULL,
    document TEXT NOT NULL,
    erp_document TEXT,
    PRIMARY KEY (order_id, number),
    CONSTRAINT nothing_negative CHECK (money >= 0 AND points_value >= 0)
);

CREATE TABLE journals (
    order_id TEXT NOT NULL REFERENCES orders (id),
    reference TEXT NOT NULL,
    journal_id TEXT NOT NULL,
    PRIMARY KEY (order_id, reference)
);

CREATE TABLE positions (
    sku TEXT NOT NULL,
    location TEXT NOT NULL,
    available BIGINT NOT NULL,
    backlog BIGINT NOT NULL,
    on_hand BIGINT NOT NULL,
    safety BIGINT NOT NULL,
    as_of BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (sku, location),
    CONSTRAINT never_oversold CHECK (available >= 0),
    CONSTRAINT backlog_not_negative CHECK (backlog >= 0),
    CONSTRAINT free_or_owed CHECK (available = 0 OR backlog = 0)
);

CREATE TABLE holds (
    hold_key TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    site TEXT NOT NULL,
    shopper TEXT NOT NULL,
    state TEXT NOT NULL,
    until BIGINT NOT NULL,
    version INTEGER NOT NULL,
    external_ref TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX holds_until ON holds (until) WHERE state = 'HELD';
CREATE INDEX holds_ended ON holds (changed_at) WHERE state <> 'HELD';
CREATE INDEX holds_shopper ON holds (site, shopper);

CREATE TABLE promises (
    owner TEXT NOT NULL,
    line INTEGER NOT NULL,
    location TEXT NOT NULL,
    sku TEXT NOT NULL,
    quantity BIGINT NOT NULL,
    state TEXT NOT NULL,
    handed_at BIGINT,
    PRIMARY KEY (owner, line, location),
    CONSTRAINT something_promised CHECK (quantity > 0)
);
CREATE INDEX promises_open ON promises (sku, location) WHERE state IN ('HELD', 'COMMITTED');
CREATE INDEX promises_ended ON promises (owner) WHERE state IN ('CONSUMED', 'RELEASED');

CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    aggregatetype TEXT NOT NULL,
    aggregateid TEXT NOT NULL,
    type TEXT NOT NULL,
    payload TEXT NOT NULL,
    lane TEXT NOT NULL,
    site TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    state TEXT NOT NULL,
    ready INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    faults INTEGER NOT NULL,
    epoch BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    unsettled_since BIGINT,
    last_error TEXT NOT NULL,
    result TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    done_at BIGINT,
    CONSTRAINT one_place_each UNIQUE (aggregateid, aggregatetype, sequence)
);
CREATE INDEX outbox_due ON outbox (lane, site, next_at) WHERE ready = 1;
CREATE INDEX outbox_open ON outbox (lane, created_at) WHERE done_at IS NULL;
CREATE INDEX outbox_parked ON outbox (created_at) WHERE state = 'PARKED';
CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;

CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    operator TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX audit_at ON audit (at);
