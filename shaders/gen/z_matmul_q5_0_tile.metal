#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _126
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

struct _142
{
    uint _m0[1];
};

struct _165
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _207 = SPIRV_CROSS_CONSTANT_ID_2;
constant uint _208 = (8u * _207);
constant uint _209 = (4u * _208);
constant uint _229 = (_208 + 4u);
constant uint _256 = (32u * _229);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _271 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _282 = (_271 / 8u);
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _283 = SPIRV_CROSS_CONSTANT_ID_3;
constant uint _284 = (_282 * _283);
constant uint _285 = (4u * _284);
constant uint _308 = (_284 + 4u);

struct _315
{
    float4 _m0[1];
};

constant uint _339 = (32u * _308);

struct _366
{
    uint _m0[1];
};

constant uint _392 = (_207 * _283);
constant uint _394 = (_207 * _283);
constant uint _399 = (_207 * _283);
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 32u
#endif
constant uint _431 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _560 = (_207 * _283);

struct _621
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _650 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_650, 1u, 1u);

kernel void main0(constant _126& _128 [[buffer(0)]], const device _366& _368 [[buffer(1)]], const device _315& _317 [[buffer(2)]], const device _165& _167 [[buffer(3)]], const device _142& _144 [[buffer(4)]], device _621& _623 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _259[_256];
    threadgroup float _342[_339];
    uint _359 = gl_WorkGroupID.x * _208;
    uint _363 = gl_WorkGroupID.y * _284;
    uint _376 = _368._m0[_128._m6] - _128._m7;
    uint _380 = _207 * (gl_LocalInvocationID.x % 8u);
    uint _384 = _283 * (gl_LocalInvocationID.x / 8u);
    float _397[_394];
    float _402[_399];
    for (uint _1186 = 0u; _1186 < _392; )
    {
        _402[_1186] = 0.0;
        _397[_1186] = 0.0;
        _1186++;
        continue;
    }
    uint4 _1172;
    for (uint _1187 = gl_LocalInvocationID.x; _1187 < _209; )
    {
        uint _686 = _1187 / 4u;
        uint _691 = min((_359 + _686), (_128._m3 - 1u));
        uint _693 = _1187 % 4u;
        uint _697 = 4u * _693;
        uint _702 = (_697 * _229) + _686;
        uint _803 = _691 * _128._m1;
        uint _823 = _144._m0[_803] >> 0u;
        uint _858 = _823 >> _697;
        _1172 = uint4(_167._m0[_691 * _128._m0], _823, 0u);
        uint _894 = _1172[_693 >> uint(1)] >> (16u * (_693 & 1u));
        float4 _883 = (float4(uint4(_894 & 15u, (_894 >> uint(4)) & 15u, (_894 >> uint(8)) & 15u, (_894 >> uint(12)) & 15u) | (uint4(_858 & 1u, (_858 >> uint(1)) & 1u, (_858 >> uint(2)) & 1u, (_858 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * float2(as_type<half2>(_144._m0[_803 + 2u])).x;
        _259[_702] = _883.x;
        _259[_702 + _229] = _883.y;
        _259[_702 + (2u * _229)] = _883.z;
        _259[_702 + (3u * _229)] = _883.w;
        _1187 += _271;
        continue;
    }
    for (uint _1188 = gl_LocalInvocationID.x; _1188 < _285; )
    {
        uint _740 = _1188 / 4u;
        uint _747 = _1188 % 4u;
        uint _756 = ((4u * _747) * _308) + _740;
        uint _766 = ((_128._m7 + min((_363 + _740), (_376 - 1u))) * (_128._m2 / 4u)) + _747;
        _342[_756] = _317._m0[_766].x;
        _342[_756 + _308] = _317._m0[_766].y;
        _342[_756 + (2u * _308)] = _317._m0[_766].z;
        _342[_756 + (3u * _308)] = _317._m0[_766].w;
        _1188 += _271;
        continue;
    }
    float _490[_283];
    uint _1203;
    uint _1248;
    for (uint _1189 = 0u, _1196 = 0u, _1199 = 0u; _1189 < _128._m0; _1199 = _1248, _1196 = _1203, _1189++)
    {
        uint _432 = _1196 + _431;
        bool _438 = _432 >= _128._m0;
        if (_438)
        {
            uint _443 = _1199 + uint(1);
            _1248 = _443;
            _1203 = _443;
        }
        else
        {
            _1248 = _1199;
            _1203 = _432;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _446 = _1189 + 1u;
        if (_446 < _128._m0)
        {
            uint _454 = _446 & 1u;
            for (uint _1204 = gl_LocalInvocationID.x; _1204 < _209; _1204 += _271)
            {
                uint _937 = _1204 / 4u;
                uint _942 = min((_359 + _937), (_128._m3 - 1u));
                uint _944 = _1204 % 4u;
                uint _948 = 4u * _944;
                uint _953 = (((16u * _454) + _948) * _229) + _937;
                uint _1058 = (_942 * _128._m1) + (3u * (_1203 >> uint(2)));
                float2 _1063 = float2(as_type<half2>(_144._m0[_1058 + 2u]));
                uint _1074 = _144._m0[_1058 + ((_1203 >> uint(1)) & 1u)] >> (16u * (_1203 & 1u));
                float _1228;
                if ((_1203 & 2u) == 0u)
                {
                    _1228 = _1063.x;
                }
                else
                {
                    _1228 = _1063.y;
                }
                uint _1109 = _1074 >> _948;
                uint4 _1163 = uint4(_167._m0[(_942 * _128._m0) + _1203], _1074, 0u);
                uint _1145 = _1163[_944 >> uint(1)] >> (16u * (_944 & 1u));
                float4 _1134 = (float4(uint4(_1145 & 15u, (_1145 >> uint(4)) & 15u, (_1145 >> uint(8)) & 15u, (_1145 >> uint(12)) & 15u) | (uint4(_1109 & 1u, (_1109 >> uint(1)) & 1u, (_1109 >> uint(2)) & 1u, (_1109 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _1228;
                _259[_953] = _1134.x;
                _259[_953 + _229] = _1134.y;
                _259[_953 + (2u * _229)] = _1134.z;
                _259[_953 + (3u * _229)] = _1134.w;
            }
            for (uint _1205 = gl_LocalInvocationID.x; _1205 < _285; )
            {
                uint _991 = _1205 / 4u;
                uint _998 = _1205 % 4u;
                uint _1007 = (((16u * _454) + (4u * _998)) * _308) + _991;
                uint _1017 = (((_128._m7 + min((_363 + _991), (_376 - 1u))) * (_128._m2 / 4u)) + (4u * _1203)) + _998;
                _342[_1007] = _317._m0[_1017].x;
                _342[_1007 + _308] = _317._m0[_1017].y;
                _342[_1007 + (2u * _308)] = _317._m0[_1017].z;
                _342[_1007 + (3u * _308)] = _317._m0[_1017].w;
                _1205 += _271;
                continue;
            }
        }
        uint _468 = 16u * (_1189 & 1u);
        uint _1209;
        _1209 = _468;
        for (; _1209 < (_468 + 16u); _1209++)
        {
            for (uint _1220 = 0u; _1220 < _283; )
            {
                _490[_1220] = _342[((_1209 * _308) + _384) + _1220];
                _1220++;
                continue;
            }
            uint _1221;
            _1221 = 0u;
            for (; _1221 < _207; _1221++)
            {
                uint _517 = ((_1209 * _229) + _380) + _1221;
                for (uint _1224 = 0u; _1224 < _283; )
                {
                    uint _531 = (_1224 * _207) + _1221;
                    _397[_531] = fma(_490[_1224], _259[_517], _397[_531]);
                    _1224++;
                    continue;
                }
            }
        }
        if (_438)
        {
            for (uint _1211 = 0u; _1211 < _560; )
            {
                _402[_1211] += _397[_1211];
                _397[_1211] = 0.0;
                _1211++;
                continue;
            }
        }
    }
    for (uint _1190 = 0u; _1190 < _283; _1190++)
    {
        for (uint _1191 = 0u; _1191 < _207; _1191++)
        {
            bool _600 = ((_359 + _380) + _1191) < _128._m3;
            bool _610;
            if (_600)
            {
                _610 = ((_363 + _384) + _1190) < _376;
            }
            else
            {
                _610 = _600;
            }
            if (_610)
            {
                _623._m0[((((((_363 + _384) + _1190) * _128._m5) + _128._m4) + _359) + _380) + _1191] = _402[(_1190 * _207) + _1191];
            }
        }
    }
}

