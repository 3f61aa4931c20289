#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _99
{
    uint _m0[1];
};

struct _103
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

struct _120
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _163 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _164 = (8u * _163);
constant uint _165 = (4u * _164);
constant uint _186 = (_164 + 4u);
constant uint _213 = (32u * _186);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _228 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _239 = (_228 / 8u);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _240 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _241 = (_239 * _240);
constant uint _242 = (4u * _241);
constant uint _265 = (_241 + 4u);

struct _272
{
    float4 _m0[1];
};

constant uint _296 = (32u * _265);

struct _323
{
    uint _m0[1];
};

constant uint _349 = (_163 * _240);
constant uint _351 = (_163 * _240);
constant uint _356 = (_163 * _240);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 32u
#endif
constant uint _388 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _517 = (_163 * _240);

struct _578
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _607 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_607, 1u, 1u);

kernel void main0(constant _103& _105 [[buffer(0)]], const device _323& _325 [[buffer(1)]], const device _272& _274 [[buffer(2)]], const device _120& _122 [[buffer(3)]], const device _99& _101 [[buffer(4)]], device _578& _580 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _216[_213];
    threadgroup float _299[_296];
    uint _316 = gl_WorkGroupID.x * _164;
    uint _320 = gl_WorkGroupID.y * _241;
    uint _333 = _325._m0[_105._m6] - _105._m7;
    uint _337 = _163 * (gl_LocalInvocationID.x % 8u);
    uint _341 = _240 * (gl_LocalInvocationID.x / 8u);
    float _354[_351];
    float _359[_356];
    for (uint _1057 = 0u; _1057 < _349; )
    {
        _359[_1057] = 0.0;
        _354[_1057] = 0.0;
        _1057++;
        continue;
    }
    uint4 _1048;
    for (uint _1058 = gl_LocalInvocationID.x; _1058 < _165; )
    {
        uint _643 = _1058 / 4u;
        uint _648 = min((_316 + _643), (_105._m3 - 1u));
        uint _650 = _1058 % 4u;
        uint _659 = ((4u * _650) * _186) + _643;
        _1048 = uint4(_122._m0[_648 * _105._m0], 0u, 0u);
        uint _812 = _1048[_650 >> uint(1)] >> (16u * (_650 & 1u));
        float4 _800 = (float4(uint4(_812 & 15u, (_812 >> uint(4)) & 15u, (_812 >> uint(8)) & 15u, (_812 >> uint(12)) & 15u)) - float4(8.0)) * float2(as_type<half2>(_101._m0[_648 * _105._m1])).x;
        _216[_659] = _800.x;
        _216[_659 + _186] = _800.y;
        _216[_659 + (2u * _186)] = _800.z;
        _216[_659 + (3u * _186)] = _800.w;
        _1058 += _228;
        continue;
    }
    for (uint _1059 = gl_LocalInvocationID.x; _1059 < _242; )
    {
        uint _697 = _1059 / 4u;
        uint _704 = _1059 % 4u;
        uint _713 = ((4u * _704) * _265) + _697;
        uint _723 = ((_105._m7 + min((_320 + _697), (_333 - 1u))) * (_105._m2 / 4u)) + _704;
        _299[_713] = _274._m0[_723].x;
        _299[_713 + _265] = _274._m0[_723].y;
        _299[_713 + (2u * _265)] = _274._m0[_723].z;
        _299[_713 + (3u * _265)] = _274._m0[_723].w;
        _1059 += _228;
        continue;
    }
    float _447[_240];
    uint _1074;
    uint _1119;
    for (uint _1060 = 0u, _1067 = 0u, _1070 = 0u; _1060 < _105._m0; _1070 = _1119, _1067 = _1074, _1060++)
    {
        uint _389 = _1067 + _388;
        bool _395 = _389 >= _105._m0;
        if (_395)
        {
            uint _400 = _1070 + uint(1);
            _1119 = _400;
            _1074 = _400;
        }
        else
        {
            _1119 = _1070;
            _1074 = _389;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _403 = _1060 + 1u;
        if (_403 < _105._m0)
        {
            uint _411 = _403 & 1u;
            for (uint _1075 = gl_LocalInvocationID.x; _1075 < _165; _1075 += _228)
            {
                uint _855 = _1075 / 4u;
                uint _860 = min((_316 + _855), (_105._m3 - 1u));
                uint _862 = _1075 % 4u;
                uint _871 = (((16u * _411) + (4u * _862)) * _186) + _855;
                float2 _976 = float2(as_type<half2>(_101._m0[(_860 * _105._m1) + (_1074 >> uint(2))]));
                float _1099;
                if ((_1074 & 2u) == 0u)
                {
                    _1099 = _976.x;
                }
                else
                {
                    _1099 = _976.y;
                }
                uint4 _1041 = uint4(_122._m0[(_860 * _105._m0) + _1074], 0u, 0u);
                uint _1023 = _1041[_862 >> uint(1)] >> (16u * (_862 & 1u));
                float4 _1012 = (float4(uint4(_1023 & 15u, (_1023 >> uint(4)) & 15u, (_1023 >> uint(8)) & 15u, (_1023 >> uint(12)) & 15u)) - float4(8.0)) * _1099;
                _216[_871] = _1012.x;
                _216[_871 + _186] = _1012.y;
                _216[_871 + (2u * _186)] = _1012.z;
                _216[_871 + (3u * _186)] = _1012.w;
            }
            for (uint _1076 = gl_LocalInvocationID.x; _1076 < _242; )
            {
                uint _909 = _1076 / 4u;
                uint _916 = _1076 % 4u;
                uint _925 = (((16u * _411) + (4u * _916)) * _265) + _909;
                uint _935 = (((_105._m7 + min((_320 + _909), (_333 - 1u))) * (_105._m2 / 4u)) + (4u * _1074)) + _916;
                _299[_925] = _274._m0[_935].x;
                _299[_925 + _265] = _274._m0[_935].y;
                _299[_925 + (2u * _265)] = _274._m0[_935].z;
                _299[_925 + (3u * _265)] = _274._m0[_935].w;
                _1076 += _228;
                continue;
            }
        }
        uint _425 = 16u * (_1060 & 1u);
        uint _1080;
        _1080 = _425;
        for (; _1080 < (_425 + 16u); _1080++)
        {
            for (uint _1091 = 0u; _1091 < _240; )
            {
                _447[_1091] = _299[((_1080 * _265) + _341) + _1091];
                _1091++;
                continue;
            }
            uint _1092;
            _1092 = 0u;
            for (; _1092 < _163; _1092++)
            {
                uint _474 = ((_1080 * _186) + _337) + _1092;
                for (uint _1095 = 0u; _1095 < _240; )
                {
                    uint _488 = (_1095 * _163) + _1092;
                    _354[_488] = fma(_447[_1095], _216[_474], _354[_488]);
                    _1095++;
                    continue;
                }
            }
        }
        if (_395)
        {
            for (uint _1082 = 0u; _1082 < _517; )
            {
                _359[_1082] += _354[_1082];
                _354[_1082] = 0.0;
                _1082++;
                continue;
            }
        }
    }
    for (uint _1061 = 0u; _1061 < _240; _1061++)
    {
        for (uint _1062 = 0u; _1062 < _163; _1062++)
        {
            bool _557 = ((_316 + _337) + _1062) < _105._m3;
            bool _567;
            if (_557)
            {
                _567 = ((_320 + _341) + _1061) < _333;
            }
            else
            {
                _567 = _557;
            }
            if (_567)
            {
                _580._m0[((((((_320 + _341) + _1061) * _105._m5) + _105._m4) + _316) + _337) + _1062] = _359[(_1061 * _163) + _1062];
            }
        }
    }
}

