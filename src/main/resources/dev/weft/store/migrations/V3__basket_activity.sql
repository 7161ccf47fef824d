-- Baskets of registered shoppers, so that one left behind can be told of. One that was told of stays when it is emptied, without what was
-- in it, until it is forgotten: it is not told of again too soon. told_at is 0
-- where an entry was written of it and nobody was told yet.
CREATE TABLE baskets (
    id TEXT PRIMARY KEY,
    tenant TEXT NOT NULL,
    site TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    basket_id TEXT NOT NULL,
    state TEXT NOT NULL,
    document TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    told_at BIGINT,
    CONSTRAINT one_row_each UNIQUE (site, customer_id, tenant, basket_id)
);
CREATE INDEX baskets_open ON baskets (site, changed_at) WHERE state = 'OPEN';
CREATE INDEX baskets_age ON baskets (changed_at);
