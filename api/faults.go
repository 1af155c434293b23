package api

import (
	"errors"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"rectify/workflow/words"
)

// Between huma's validator, which knows one language, and words stands a code: each message of the validator is
// replaced by mark + code + mark + name=value, and fault reads it back in the language of the request.
const mark = "\x1f"

func coded(code words.Code, param string) string {
	if param == "" {
		return mark + string(code)
	}
	return mark + string(code) + mark + param
}

// formatted is coded for one format of a string; cause stands for the English explanation huma would add.
func formatted(name, cause string) string {
	return coded(words.FieldNotFormat, "format="+name) + cause
}

const dropped = mark + "_=%v" // takes an argument that no sentence shows

func speakInCodes() {
	validation.MsgUnexpectedProperty = coded(words.FieldUnknown, "")
	validation.MsgExpectedRequiredProperty = coded(words.FieldRequired, "name=%s")
	validation.MsgExpectedDependentRequiredProperty = coded(words.FieldDependent, "name=%s") + mark + "with=%s"
	validation.MsgExpectedPropertyNameInObject = coded(words.FieldNotSchema, "")
	validation.MsgExpectedMatchAtLeastOneSchema = coded(words.FieldNotSchema, "")
	validation.MsgExpectedMatchExactlyOneSchema = coded(words.FieldNotSchema, "")
	validation.MsgExpectedNotMatchSchema = coded(words.FieldNotSchema, "")
	validation.MsgExpectedOneOf = coded(words.FieldNotOneOf, "values=%s")
	validation.MsgExpectedConst = coded(words.FieldNotOneOf, "values=%v")
	validation.MsgExpectedMinLength = coded(words.FieldTooShort, "limit=%d")
	validation.MsgExpectedMaxLength = coded(words.FieldTooLong, "limit=%d")
	validation.MsgExpectedMinimumNumber = coded(words.FieldTooSmall, "limit=%v")
	validation.MsgExpectedMaximumNumber = coded(words.FieldTooBig, "limit=%v")
	validation.MsgExpectedExclusiveMinimumNumber = coded(words.FieldNotAbove, "limit=%v")
	validation.MsgExpectedExclusiveMaximumNumber = coded(words.FieldNotBelow, "limit=%v")
	validation.MsgExpectedNumberBeMultipleOf = coded(words.FieldNotMultiple, "limit=%v")
	validation.MsgExpectedMinItems = coded(words.FieldTooFew, "limit=%d")
	validation.MsgExpectedMaxItems = coded(words.FieldTooMany, "limit=%d")
	validation.MsgExpectedMinProperties = coded(words.FieldTooFew, "limit=%d")
	validation.MsgExpectedMaxProperties = coded(words.FieldTooMany, "limit=%d")
	validation.MsgExpectedArrayItemsUnique = coded(words.FieldNotUnique, "")
	validation.MsgExpectedBePattern = coded(words.FieldPattern, "pattern=%s")
	validation.MsgExpectedMatchPattern = coded(words.FieldPattern, "pattern=%s")
	validation.MsgExpectedString = coded(words.FieldNotString, "")
	validation.MsgExpectedNumber = coded(words.FieldNotNumber, "")
	validation.MsgExpectedInteger = coded(words.FieldNotInteger, "")
	validation.MsgExpectedBoolean = coded(words.FieldNotBoolean, "")
	validation.MsgExpectedArray = coded(words.FieldNotArray, "")
	validation.MsgExpectedObject = coded(words.FieldNotObject, "")
	validation.MsgExpectedRFC3339Date = coded(words.FieldNotDate, "")
	validation.MsgExpectedRFC3339Time = coded(words.FieldNotTime, "")
	validation.MsgExpectedRFC3339DateTime = coded(words.FieldNotInstant, "")
	validation.MsgExpectedRFC4122UUID = coded(words.FieldNotUUID, "") + dropped
	validation.MsgExpectedRFC3986URI = coded(words.FieldNotURI, "") + dropped
	validation.MsgExpectedRFC5322Email = coded(words.FieldNotEmail, "") + dropped
	validation.MsgExpectedDuration = formatted("duration", dropped)
	validation.MsgExpectedRegexp = formatted("regex", dropped)
	validation.MsgExpectedBase64String = formatted("base64", "")
	validation.MsgExpectedRFC1123DateTime = formatted("RFC 1123", "")
	validation.MsgExpectedRFC5890Hostname = formatted("hostname", "")
	validation.MsgExpectedRFC2673IPv4 = formatted("ipv4", "")
	validation.MsgExpectedRFC2373IPv6 = formatted("ipv6", "")
	validation.MsgExpectedRFCIPAddr = formatted("ip", "")
	validation.MsgExpectedRFC6570URITemplate = formatted("uri-template", "")
	validation.MsgExpectedRFC6901JSONPointer = formatted("json-pointer", "")
	validation.MsgExpectedRFC6901RelativeJSONPointer = formatted("relative-json-pointer", "")
}

// hardCoded are the texts huma has no variable for, by how they begin.
var hardCoded = []struct {
	begins string
	code   words.Code
}{
	{"required ", words.FieldRequired},
	{"unknown query parameter", words.FieldUnknown},
	{"invalid integer", words.FieldNotInteger},
	{"invalid float", words.FieldNotNumber},
	{"invalid boolean", words.FieldNotBoolean},
	{"invalid date/time", words.FieldNotInstant},
	{"invalid url", words.FieldNotURI},
	{"write only property", words.FieldReadOnly},
	{"read only property", words.FieldReadOnly},
	{"expected at most one value", words.FieldRepeated},
	{"expected value to match exactly one schema", words.FieldNotSchema},
	{"File required", words.FileRequired},
	{"At least one file", words.FileRequired},
	{"Multiple files", words.FieldRepeated},
	{"Invalid mime type", words.FileTypeForbidden},
}

// fault says one fault of huma's in the language of the request. A text nobody foresaw becomes FieldUnreadable: it may
// quote what was sent.
func (r *request) fault(err error) ProblemError {
	message, field := err.Error(), ""
	var detailer huma.ErrorDetailer
	if errors.As(err, &detailer) {
		detail := detailer.ErrorDetail()
		message, field = detail.Message, detail.Location
	}
	if after, ok := strings.CutPrefix(message, mark); ok {
		parts := strings.Split(after, mark)
		code, params := words.Code(parts[0]), words.Params{}
		for _, part := range parts[1:] {
			name, value, _ := strings.Cut(part, "=")
			params[name] = value
		}
		if name, ok := params["name"]; ok { // huma names the object that lacks it; people look for the field
			field += "." + name.(string)
		}
		return ProblemError{Code: code, Detail: words.Text(r.lang, code, params), Field: field}
	}
	for _, known := range hardCoded {
		if strings.HasPrefix(message, known.begins) {
			return ProblemError{Code: known.code, Detail: words.Text(r.lang, known.code, nil), Field: field}
		}
	}
	return ProblemError{Code: words.FieldUnreadable, Detail: words.Text(r.lang, words.FieldUnreadable, nil), Field: field}
}
