package tv.usher.engine.rule;

import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;

/** The part of a database's record that is read; what the record lacks is null. Public because the database's reader makes it. */
public record PlaceRecord(Country country) {

    @MaxMindDbConstructor
    public PlaceRecord(@MaxMindDbParameter(name = "country") Country country) {
        this.country = country;
    }

    /**
     * @param isoCode two letters
     */
    public record Country(String isoCode) {

        @MaxMindDbConstructor
        public Country(@MaxMindDbParameter(name = "iso_code") String isoCode) {
            this.isoCode = isoCode;
        }
    }

    /** Empty if there is none. */
    String code() {
        return country == null || country.isoCode() == null ? "" : country.isoCode();
    }
}
