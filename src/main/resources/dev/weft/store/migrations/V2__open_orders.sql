-- Finished orders are kept and come first, since ids begin with the time: without this each look for open ones would pass all of them.
CREATE INDEX orders_open ON orders (id) WHERE erp_number IS NOT NULL AND stage <> 'SHIPPED' AND stage <> 'CANCELLED';
