package dev.weft.backend.salesforce;

/**
 * How one org keeps its contacts.
 *
 * @param apiVersion for example {@code 62.0}
 * @param externalIdField the Contact's field that holds our customer id, for example {@code StorefrontId__c}
 */
public record SalesforceSettings(String apiVersion, String externalIdField) {
    public SalesforceSettings {
        Soql.checkVersion(apiVersion);
        Soql.checkField("externalIdField", externalIdField);
    }
}
